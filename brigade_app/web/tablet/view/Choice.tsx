import { Dialog } from "~/interface/parts";

export interface Option {
  readonly key: string;
  readonly name: string;
  readonly more?: string;
  readonly act: () => void;
}

/** One question, one tap: large answers under each other. */
export function Choice({ title, options, empty, onClose }: { title: string; options: readonly Option[]; empty?: string; onClose: () => void }) {
  return (
    <Dialog title={title} onClose={onClose} wide>
      {options.length === 0 && <p class="muted">{empty}</p>}
      <div class="choices">
        {options.map((option) => (
          <button key={option.key} type="button" class="tile choice" onClick={option.act}>
            <span>{option.name}</span>
            {option.more && <small>{option.more}</small>}
          </button>
        ))}
      </div>
    </Dialog>
  );
}
