/** The section of consent and access: its forms, table and words come when it is opened first. */

import { later } from "./later";
import type { SectionProps } from "./section";

export const TrustSection = later<SectionProps>(async () => (await import("./trust-panel")).TrustPanel);
