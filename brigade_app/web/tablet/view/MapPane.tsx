import type { Tablet } from "../state/tablet";
import type { Theme } from "../state/theme";
import { Nav } from "./Nav";

export function MapPane({ tablet, theme }: { tablet: Tablet; theme: Theme }) {
  return <Nav tablet={tablet} key={theme} />;
}
