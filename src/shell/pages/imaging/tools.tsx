// The tools of the viewer. They are there for the script, which shows them.
import type { Language } from '../../../locales/language.ts';
import { picturesWords } from '../../../locales/words.ts';

/** What a drag does. */
const modes = ['browse', 'window', 'move', 'length', 'angle'] as const;

/** Hounsfield units that tell tissues apart: centre and width, as radiologists use them. */
const presets = {
  soft: [40, 400],
  lung: [-600, 1500],
  bone: [400, 1800],
  brain: [40, 80],
  liver: [60, 160],
} as const;

export function Tools({ language, isCt }: { language: Language; isCt: boolean }) {
  const w = picturesWords(language);
  return (
    <div class="tools" role="toolbar" aria-label={w.tools} hidden>
      {modes.map(mode => (
        <button
          type="button"
          class="second"
          data-mode={mode}
          aria-pressed={mode === 'browse' ? 'true' : 'false'}
        >
          {w[mode]}
        </button>
      ))}
      <button type="button" class="second" data-do="zoom-in" aria-label={w.zoomIn}>
        +
      </button>
      <button type="button" class="second" data-do="zoom-out" aria-label={w.zoomOut}>
        −
      </button>
      <button type="button" class="second" data-do="whole">
        {w.whole}
      </button>
      <button type="button" class="second" data-do="invert" aria-pressed="false">
        {w.invert}
      </button>
      <button type="button" class="second" data-do="play" aria-pressed="false">
        {w.play}
      </button>
      <button type="button" class="second" data-do="clear" hidden>
        {w.clear}
      </button>
      <button type="button" class="second" data-do="full">
        {w.full}
      </button>
      <label>
        <span>{w.preset}</span>
        <select data-do="preset" autocomplete="off">
          <option value="">{w.asTaken}</option>
          {isCt &&
            (Object.keys(presets) as (keyof typeof presets)[]).map(name => (
              <option value={presets[name].join(' ')}>{w.presets[name]}</option>
            ))}
        </select>
      </label>
    </div>
  );
}
