// The viewer: which picture of which series is shown, how, and what was drawn on it.
import { Controls, type Mode, type ViewerWords, type Viewing } from './controls.ts';
import type { Window } from './facts.ts';
import { type Failed, type Frame, Frames, type Place } from './frames.ts';
import { listen } from './gestures.ts';
import { drawMeasures, type Measure, readValue } from './measures.ts';
import { type Point, Screen } from './screen.ts';
import { chooseWindow } from './shade.ts';

/** A phone has less of it. */
const frameBytesMax =
  1_048_576 * (((navigator as { deviceMemory?: number }).deviceMemory ?? 8) <= 4 ? 96 : 192);

const playMs = 80;
const playSlowestMs = 10_000;

export class Viewer implements Viewing {
  readonly words: ViewerWords;
  readonly #place: HTMLElement;
  readonly #screen: Screen;
  readonly #controls: Controls;
  readonly #measures = new Map<number, Measure[]>();
  #frames: Frames | undefined;
  #index: number;
  #shown: Frame | undefined;
  #window: Window | undefined;
  #isInverted = false;
  #mode: Mode = 'browse';
  #drawing: Measure | undefined;
  #dragged = 0;
  #pointer: Point | undefined;
  #playing: number | undefined;
  #isDue = false;

  constructor(place: HTMLElement, stage: HTMLElement) {
    this.#place = place;
    this.words = JSON.parse(place.dataset.words ?? '{}');
    this.#index = Number(place.dataset.picture) || 0;
    const canvas = document.createElement('canvas');
    stage.append(canvas);
    this.#screen = new Screen(canvas);
    this.#controls = new Controls(this, place, canvas);
  }

  start(): void {
    const { frames = '', files = '' } = this.#place.dataset;
    const places = files.split(' ').flatMap(named => {
      const [file = '', count] = named.split(':');
      return Array.from({ length: Number(count) }, (_, frame) => ({ file, frame }));
    });
    this.#frames = new Frames(frames, places, frameBytesMax, index => this.#onCome(index));
    this.#controls.begin(places.length);
    this.#listen();
    new ResizeObserver(() => {
      if (this.#screen.fit()) this.#due();
    }).observe(this.#screen.canvas);
    addEventListener('pagehide', () => this.stop());
    this.show(this.#index);
  }

  get place(): Place | undefined {
    return this.#frames?.places[this.#index];
  }

  get count(): number {
    return this.#frames?.places.length ?? 0;
  }

  isKey(file: string): boolean {
    return (this.#place.dataset.keys ?? '').split(' ').includes(file);
  }

  show(index: number): void {
    this.#index = Math.min(this.count - 1, Math.max(0, index));
    this.#frames?.aim(this.#index);
    this.#controls.tell(this.#index);
    const come = this.#frames?.get(this.#index);
    if (come) this.#take(come);
  }

  step(by: number): void {
    this.show(this.#index + by);
  }

  first(): void {
    this.show(0);
  }

  last(): void {
    this.show(this.count - 1);
  }

  choose(mode: Mode): void {
    this.#mode = mode;
    this.#drawing = undefined;
    this.#screen.canvas.dataset.mode = mode;
  }

  zoom(by: number): void {
    this.#screen.zoom(by);
    this.#due();
  }

  whole(): void {
    this.#screen.whole();
    this.#due();
  }

  invert(): boolean {
    this.#isInverted = !this.#isInverted;
    this.#due();
    return this.#isInverted;
  }

  /** Undefined: as the file says. */
  setWindow(window: Window | undefined): void {
    this.#window = window;
    this.#due();
  }

  clear(): void {
    this.#measures.clear();
    this.#drawing = undefined;
    this.#controls.tellMeasured(false);
    this.#due();
  }

  /** @returns whether it plays now */
  play(): boolean {
    if (this.#playing !== undefined) {
      this.stop();
      return false;
    }
    const next = () => {
      const to = (this.#index + 1) % this.count;
      if (this.#frames?.get(to) || this.#frames?.get(this.#index)) this.show(to);
    };
    const milliseconds = this.#shown?.facts.milliseconds ?? playMs;
    this.#playing = window.setInterval(next, Math.min(playSlowestMs, Math.max(20, milliseconds)));
    return true;
  }

  stop(): void {
    clearInterval(this.#playing);
    this.#playing = undefined;
  }

  #onCome(index: number): void {
    const come = this.#frames?.get(index);
    if (index === this.#index && come) this.#take(come);
  }

  #take(come: Frame | Failed): void {
    if ('why' in come) {
      this.#shown = undefined;
      const { why, lost } = this.words;
      this.#controls.refuse((Object.hasOwn(why, come.why) && why[come.why]) || lost);
      return;
    }
    this.#shown = come;
    this.#controls.refuse('');
    this.#due();
  }

  /** Once for what comes until the browser draws. */
  #due(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    requestAnimationFrame(() => {
      this.#isDue = false;
      this.#draw();
    });
  }

  #draw(): void {
    const frame = this.#shown;
    if (!frame) return;
    this.#screen.fit();
    const window = this.#window ?? chooseWindow(frame);
    this.#screen.draw(frame, window, this.#isInverted);
    const drawn = [...(this.#measures.get(this.#index) ?? []), ...(this.#drawing ? [this.#drawing] : [])];
    drawMeasures(this.#screen, drawn, frame.facts, this.words);
    this.#controls.tellShown(this.#index, frame.facts.kind === 'rgb' ? undefined : window);
    this.#tellValue();
  }

  #tellValue(): void {
    const value =
      this.#pointer && this.#shown && readValue(this.#shown, this.#screen.toPicture(this.#pointer));
    const unit = this.#shown?.facts.unit ?? '';
    const text = this.words.value.replace('{value}', value ?? '').replace('{unit}', unit);
    this.#controls.tellValue(value === undefined ? '' : text.trim());
  }

  #listen(): void {
    listen(this.#screen.canvas, {
      begin: at => this.#begin(at),
      drag: (by, at) => this.#drag(by, at),
      end: () => this.#end(),
      zoom: (by, at) => {
        this.#screen.zoom(by, at);
        this.#due();
      },
      move: by => this.#move(by),
      step: by => this.step(by),
      hover: at => {
        this.#pointer = at;
        this.#tellValue();
      },
    });
  }

  #begin(at: Point): void {
    this.#dragged = 0;
    this.#pointer = at;
    const point = this.#screen.toPicture(at);
    if (this.#mode !== 'length' && this.#mode !== 'angle') return;
    // The second arm of an angle that has one already.
    if (this.#mode === 'angle' && this.#drawing) this.#drawing.points[2] = point;
    else this.#drawing = { kind: this.#mode, points: [point, point] };
    this.#due();
  }

  #drag(by: Point, at: Point): void {
    this.#pointer = at;
    switch (this.#mode) {
      case 'browse':
        this.#browse(by.y);
        break;
      case 'move':
        this.#move(by);
        break;
      case 'window':
        this.#brighten(by);
        break;
      default:
        this.#drawing?.points.splice(-1, 1, this.#screen.toPicture(at));
        this.#due();
    }
  }

  #end(): void {
    const drawn = this.#drawing;
    if (!drawn || (drawn.kind === 'angle' && drawn.points.length < 3)) return;
    this.#drawing = undefined;
    this.#measures.set(this.#index, [...(this.#measures.get(this.#index) ?? []), drawn]);
    this.#controls.tellMeasured(true);
    this.#due();
  }

  /** The height of the canvas is all of a short series; of a long one a picture is a few pixels. */
  #browse(by: number): void {
    const each = Math.max(4, Math.min(24, this.#screen.canvas.clientHeight / Math.max(1, this.count)));
    this.#dragged += by;
    const steps = Math.trunc(this.#dragged / each);
    this.#dragged -= steps * each;
    if (steps !== 0) this.step(steps);
  }

  #move(by: Point): void {
    this.#screen.move(by);
    this.#due();
  }

  #brighten({ x, y }: Point): void {
    if (!this.#shown) return;
    const { center, width } = this.#window ?? chooseWindow(this.#shown);
    const each = Math.max(0.01, width / 256);
    this.setWindow({ center: center + y * each, width: Math.max(1, width + x * each) });
  }
}
