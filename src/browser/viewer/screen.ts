// Where on the canvas a picture lies: as large as it fits, zoomed and moved from there, and the pixels of the canvas it becomes.
import type { Facts, Window } from './facts.ts';
import type { Frame } from './frames.ts';
import { shade } from './shade.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

const zoomMax = 32;

export class Screen {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
  readonly #buffer = document.createElement('canvas');
  #pixels: ImageData | undefined;
  #facts: Facts | undefined;
  #zoom = 1;
  #moved: Point = { x: 0, y: 0 };

  constructor(canvas: HTMLCanvasElement) {
    this.canvas = canvas;
    const context = canvas.getContext('2d', { alpha: false });
    if (!context) throw new Error('no canvas');
    this.context = context;
  }

  /** Of the canvas for one of the page. */
  get density(): number {
    return this.canvas.width / Math.max(1, this.canvas.clientWidth);
  }

  /** @returns whether its size on the page has changed */
  fit(): boolean {
    const density = Math.min(2, devicePixelRatio);
    const width = Math.round(this.canvas.clientWidth * density);
    const height = Math.round(this.canvas.clientHeight * density);
    if (width === this.canvas.width && height === this.canvas.height) return false;
    this.canvas.width = width;
    this.canvas.height = height;
    return true;
  }

  whole(): void {
    this.#zoom = 1;
    this.#moved = { x: 0, y: 0 };
  }

  /** @param at what stays where it is, in pixels of the page */
  zoom(by: number, at: Point = { x: this.canvas.clientWidth / 2, y: this.canvas.clientHeight / 2 }): void {
    const before = this.toPicture(at);
    this.#zoom = Math.min(zoomMax, Math.max(0.25, this.#zoom * by));
    const after = this.toPage(before);
    this.move({ x: at.x - after.x, y: at.y - after.y });
  }

  move({ x, y }: Point): void {
    this.#moved = { x: this.#moved.x + x, y: this.#moved.y + y };
  }

  draw(frame: Frame, window: Window, isInverted: boolean): void {
    const { columns, rows } = frame.facts;
    this.#facts = frame.facts;
    if (!this.#pixels || this.#pixels.width !== columns || this.#pixels.height !== rows) {
      this.#buffer.width = columns;
      this.#buffer.height = rows;
      this.#pixels = new ImageData(columns, rows);
    }
    shade(frame, window, isInverted, new Uint32Array(this.#pixels.data.buffer));
    this.#buffer.getContext('2d')?.putImageData(this.#pixels, 0, 0);
    this.redraw();
  }

  /** The same picture, moved or zoomed. */
  redraw(): void {
    const { canvas, context, density } = this;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = '#000';
    context.fillRect(0, 0, canvas.width, canvas.height);
    if (!this.#facts) return;
    const { columns, rows } = this.#facts;
    const from = this.toPage({ x: 0, y: 0 });
    const to = this.toPage({ x: columns, y: rows });
    context.setTransform(density, 0, 0, density, 0, 0);
    context.imageSmoothingEnabled = (to.x - from.x) / columns < 4;
    context.imageSmoothingQuality = 'high';
    context.drawImage(this.#buffer, from.x, from.y, to.x - from.x, to.y - from.y);
  }

  /** How tall a pixel is to how wide. */
  get #tall(): number {
    const { spacing, aspect } = this.#facts ?? {};
    return spacing ? spacing[0] / spacing[1] : (aspect ?? 1);
  }

  get #scale(): number {
    const { columns = 1, rows = 1 } = this.#facts ?? {};
    const { clientWidth, clientHeight } = this.canvas;
    return Math.min(clientWidth / columns, clientHeight / (rows * this.#tall)) * this.#zoom;
  }

  /** From pixels of the picture to those of the page, counted from the corner of the canvas. */
  toPage({ x, y }: Point): Point {
    const { columns = 1, rows = 1 } = this.#facts ?? {};
    const { clientWidth, clientHeight } = this.canvas;
    return {
      x: clientWidth / 2 + this.#moved.x + (x - columns / 2) * this.#scale,
      y: clientHeight / 2 + this.#moved.y + (y - rows / 2) * this.#scale * this.#tall,
    };
  }

  toPicture({ x, y }: Point): Point {
    const { columns = 1, rows = 1 } = this.#facts ?? {};
    const { clientWidth, clientHeight } = this.canvas;
    return {
      x: (x - clientWidth / 2 - this.#moved.x) / this.#scale + columns / 2,
      y: (y - clientHeight / 2 - this.#moved.y) / (this.#scale * this.#tall) + rows / 2,
    };
  }
}
