// Mouse, pen and fingers on the canvas: one does what is chosen, two fingers zoom and move, the wheel goes from picture to picture.
import type { Point } from './screen.ts';

export interface Gestures {
  begin(at: Point): void;
  drag(by: Point, at: Point): void;
  end(at: Point): void;
  /** Two fingers, or the wheel with the control key. */
  zoom(by: number, at: Point): void;
  move(by: Point): void;
  step(pictures: number): void;
  hover(at: Point | undefined): void;
}

/** Pixels of a wheel for one picture: a notch of most mice is more. */
const wheelStep = 50;

export function listen(canvas: HTMLCanvasElement, gestures: Gestures): void {
  const pointers = new Map<number, Point>();
  let turned = 0;
  const at = (event: MouseEvent): Point => {
    const box = canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  canvas.addEventListener('pointerdown', event => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, at(event));
    if (pointers.size === 1) gestures.begin(at(event));
  });
  canvas.addEventListener('pointermove', event => {
    const before = pointers.get(event.pointerId);
    const now = at(event);
    if (!before) return gestures.hover(now);
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    pointers.set(event.pointerId, now);
    if (!other) return gestures.drag({ x: now.x - before.x, y: now.y - before.y }, now);
    const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
    gestures.zoom(distance(now, other) / Math.max(1, distance(before, other)), middle);
    gestures.move({ x: (now.x - before.x) / 2, y: (now.y - before.y) / 2 });
  });
  for (const name of ['pointerup', 'pointercancel'] as const)
    canvas.addEventListener(name, event => {
      if (pointers.delete(event.pointerId) && pointers.size === 0) gestures.end(at(event));
    });
  canvas.addEventListener('pointerleave', () => gestures.hover(undefined));
  canvas.addEventListener(
    'wheel',
    event => {
      event.preventDefault();
      const pixels = event.deltaMode === 0 ? event.deltaY : event.deltaY * wheelStep;
      if (event.ctrlKey) return gestures.zoom(0.998 ** pixels, at(event));
      turned += pixels;
      const steps = Math.trunc(turned / wheelStep);
      turned -= steps * wheelStep;
      if (steps !== 0) gestures.step(steps);
    },
    { passive: false },
  );
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
