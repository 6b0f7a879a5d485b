// What stands around the canvas: tools, the slider, what is told of the picture, and the links that belong to it.
import { find } from '../parts/find.ts';
import type { Window } from './facts.ts';
import type { Place } from './frames.ts';
import type { MeasureWords } from './measures.ts';

export interface ViewerWords extends MeasureWords {
  readonly status: string;
  readonly value: string;
  readonly windowed: string;
  readonly lost: string;
  readonly loading: string;
  readonly play: string;
  readonly pause: string;
  readonly viewer: string;
  readonly keysOfViewer: string;
  readonly slider: string;
  readonly keyDo: string;
  readonly keyUndo: string;
  readonly why: Readonly<Record<string, string>>;
}

/** What a drag does. */
export type Mode = 'browse' | 'window' | 'move' | 'length' | 'angle';

/** What the controls have done. */
export interface Viewing {
  readonly words: ViewerWords;
  readonly place: Place | undefined;
  readonly count: number;
  isKey(file: string): boolean;
  show(index: number): void;
  step(by: number): void;
  first(): void;
  last(): void;
  choose(mode: Mode): void;
  zoom(by: number): void;
  whole(): void;
  /** @returns whether it is inverted now */
  invert(): boolean;
  /** Undefined: as the file says. */
  setWindow(window: Window | undefined): void;
  clear(): void;
  /** @returns whether it plays now */
  play(): boolean;
}

/** So long nothing changes before it is told to who does not see it. */
const quietMs = 400;

export class Controls {
  readonly #viewer: Viewing;
  readonly #place: HTMLElement;
  readonly #canvas: HTMLCanvasElement;
  readonly #tools: HTMLElement;
  readonly #slider = document.createElement('input');
  readonly #told = document.createElement('p');
  readonly #counted = document.createElement('span');
  readonly #windowed = document.createElement('span');
  readonly #value = document.createElement('span');
  readonly #problem = document.createElement('p');
  readonly #spoken = document.createElement('p');
  #speaking: number | undefined;

  constructor(viewer: Viewing, place: HTMLElement, canvas: HTMLCanvasElement) {
    this.#viewer = viewer;
    this.#place = place;
    this.#canvas = canvas;
    this.#tools = find(HTMLElement, '.tools', place);
  }

  /** The still picture and its links give way. */
  begin(count: number): void {
    const { words } = this.#viewer;
    const pager = find(HTMLElement, '.pager', this.#place);
    this.#canvas.tabIndex = 0;
    this.#canvas.setAttribute('role', 'img');
    this.#canvas.setAttribute('aria-label', words.viewer);
    const hint = document.createElement('p');
    hint.id = 'viewer-keys';
    hint.className = 'hint';
    hint.textContent = words.keysOfViewer;
    this.#canvas.setAttribute('aria-describedby', hint.id);
    Object.assign(this.#slider, { type: 'range', min: '1', max: String(count), step: '1' });
    this.#slider.setAttribute('aria-label', words.slider);
    this.#slider.autocomplete = 'off';
    this.#slider.hidden = count < 2;
    this.#told.className = 'told';
    this.#told.append(this.#counted, this.#windowed, this.#value);
    this.#told.setAttribute('aria-hidden', 'true');
    this.#problem.className = 'notice bad';
    this.#problem.setAttribute('role', 'alert');
    this.#problem.hidden = true;
    this.#spoken.className = 'spoken';
    this.#spoken.setAttribute('role', 'status');
    pager.replaceWith(this.#problem, this.#slider, this.#told, this.#spoken);
    this.#place.append(hint);
    this.#tools.hidden = false;
    this.#listen();
  }

  #listen(): void {
    const viewer = this.#viewer;
    this.#slider.addEventListener('input', () => viewer.show(Number(this.#slider.value) - 1));
    this.#canvas.addEventListener('keydown', event => this.#press(event));
    this.#canvas.addEventListener('dblclick', () => viewer.whole());
    for (const button of this.#tools.querySelectorAll<HTMLButtonElement>('button[data-mode]'))
      button.addEventListener('click', () => this.#choose(button));
    const on = (name: string, act: (button: HTMLButtonElement) => void) => {
      const button = find(HTMLButtonElement, `[data-do=${name}]`, this.#tools);
      button.addEventListener('click', () => act(button));
    };
    on('zoom-in', () => viewer.zoom(1.25));
    on('zoom-out', () => viewer.zoom(0.8));
    on('whole', () => viewer.whole());
    on('invert', button => button.setAttribute('aria-pressed', String(viewer.invert())));
    on('play', button => this.#play(button));
    on('clear', () => viewer.clear());
    on('full', () => {
      if (document.fullscreenElement) void document.exitFullscreen();
      else void this.#place.requestFullscreen?.().catch(() => {});
    });
    const preset = find(HTMLSelectElement, '[data-do=preset]', this.#tools);
    preset.addEventListener('change', () => {
      const [center, width] = preset.value.split(' ').map(Number);
      viewer.setWindow(center !== undefined && width ? { center, width } : undefined);
    });
  }

  #choose(chosen: HTMLButtonElement): void {
    for (const button of this.#tools.querySelectorAll('button[data-mode]'))
      button.setAttribute('aria-pressed', String(button === chosen));
    this.#viewer.choose(chosen.dataset.mode as Mode);
  }

  #play(button: HTMLButtonElement): void {
    const plays = this.#viewer.play();
    button.setAttribute('aria-pressed', String(plays));
    button.textContent = plays ? this.#viewer.words.pause : this.#viewer.words.play;
  }

  #press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const viewer = this.#viewer;
    const acts: Readonly<Record<string, () => void>> = {
      ArrowDown: () => viewer.step(1),
      ArrowRight: () => viewer.step(1),
      ArrowUp: () => viewer.step(-1),
      ArrowLeft: () => viewer.step(-1),
      PageDown: () => viewer.step(10),
      PageUp: () => viewer.step(-10),
      Home: () => viewer.first(),
      End: () => viewer.last(),
      '+': () => viewer.zoom(1.25),
      '-': () => viewer.zoom(0.8),
      '0': () => viewer.whole(),
    };
    const act = Object.hasOwn(acts, event.key) ? acts[event.key] : undefined;
    if (!act) return;
    event.preventDefault();
    act();
  }

  /** That one is gone to. */
  tell(index: number): void {
    const { words, count, place } = this.#viewer;
    const text = words.status.replace('{number}', String(index + 1)).replace('{of}', String(count));
    this.#slider.value = String(index + 1);
    this.#slider.setAttribute('aria-valuetext', text);
    this.#counted.textContent = text;
    clearTimeout(this.#speaking);
    this.#speaking = window.setTimeout(() => this.#settle(text, index), quietMs);
    if (place) this.#lead(place.file);
  }

  /** What need not follow each step. */
  #settle(text: string, index: number): void {
    this.#spoken.textContent = text;
    const series = Number(this.#place.dataset.series) + 1;
    history.replaceState(null, '', `?series=${series}&picture=${index + 1}`);
  }

  #lead(file: string): void {
    const link = this.#place.querySelector<HTMLAnchorElement>('a[data-file]');
    if (link) link.href = `${this.#place.dataset.item}/files/${file}`;
    const form = this.#place.querySelector<HTMLFormElement>('form[data-key]');
    if (!form) return;
    const { words } = this.#viewer;
    const isKey = this.#viewer.isKey(file);
    find(HTMLInputElement, 'input[name=picture]', form).value = file;
    const button = find(HTMLButtonElement, 'button', form);
    button.textContent = isKey ? words.keyUndo : words.keyDo;
    button.setAttribute('aria-pressed', String(isKey));
  }

  /** That one is drawn. */
  tellShown(index: number, window: Window | undefined): void {
    this.#canvas.dataset.shown = String(index);
    this.#place.dataset.ready = '';
    const { windowed } = this.#viewer.words;
    this.#windowed.textContent = window
      ? windowed
          .replace('{center}', String(Math.round(window.center)))
          .replace('{width}', String(Math.round(window.width)))
      : '';
  }

  tellValue(text: string): void {
    this.#value.textContent = text;
  }

  tellMeasured(isAny: boolean): void {
    find(HTMLElement, '[data-do=clear]', this.#tools).hidden = !isAny;
  }

  refuse(text: string): void {
    this.#problem.textContent = text;
    this.#problem.hidden = text === '';
  }
}
