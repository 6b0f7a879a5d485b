// The script of charts: the values under the pointer, the finger, or the arrow keys, of all charts of the page at the same
// moment. Without it there are the drawing and the table.

const drawingNames = 'http://www.w3.org/2000/svg';

interface Point {
  /** From 0, the first moment, to 1, the last. */
  readonly part: number;
  /** Of each line, from 0 at the bottom to 1 at the top. */
  readonly heights: readonly (number | undefined)[];
  readonly moment: string;
  readonly text: string;
}

interface Reader {
  readonly frame: HTMLElement;
  /** Covers the drawing, takes the focus, and says what it shows. */
  readonly slider: HTMLElement;
  readonly bubble: HTMLElement;
  readonly points: readonly Point[];
  shown: number;
}

const readers = [...document.querySelectorAll<HTMLElement>('.chart-frame')].flatMap(frame => {
  const points = readPoints(frame.dataset.points ?? '');
  return points.length === 0 ? [] : [makeReader(frame, points)];
});

function readPoints(text: string): Point[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map(line => {
      const [part = '', heights = '', moment = '', ...rest] = line.split('|');
      return {
        part: Number(part),
        heights: heights.split(' ').map(height => (height === '' ? undefined : Number(height))),
        moment,
        text: rest.join('|'),
      };
    });
}

function makeReader(frame: HTMLElement, points: readonly Point[]): Reader {
  const slider = document.createElement('div');
  slider.className = 'chart-slider';
  slider.tabIndex = 0;
  const bubble = document.createElement('div');
  bubble.className = 'chart-bubble';
  bubble.hidden = true;
  bubble.setAttribute('aria-hidden', 'true');
  frame.append(bubble, slider);
  const reader = { frame, slider, bubble, points, shown: points.length - 1 };
  const attributes = {
    role: 'slider',
    'aria-label': frame.dataset.label ?? '',
    'aria-valuemin': '0',
    'aria-valuemax': String(points.length - 1),
  };
  for (const [name, value] of Object.entries(attributes)) slider.setAttribute(name, value);
  say(reader);
  const follow = ({ clientX }: PointerEvent) => showAt(partUnder(reader, clientX));
  slider.addEventListener('pointermove', follow);
  slider.addEventListener('pointerdown', follow);
  slider.addEventListener('pointerleave', event => {
    // A finger that is lifted leaves what it showed.
    if (event.pointerType === 'mouse' && document.activeElement !== slider) hide();
  });
  slider.addEventListener('focus', () => showAt(pointOf(reader).part));
  slider.addEventListener('blur', hide);
  slider.addEventListener('keydown', event => turn(reader, event));
  return reader;
}

function turn(reader: Reader, event: KeyboardEvent): void {
  const { points, shown } = reader;
  const last = points.length - 1;
  const far = Math.max(1, Math.round(points.length / 10));
  const to = new Map([
    ['ArrowLeft', shown - 1],
    ['ArrowDown', shown - 1],
    ['ArrowRight', shown + 1],
    ['ArrowUp', shown + 1],
    ['PageDown', shown - far],
    ['PageUp', shown + far],
    ['Home', 0],
    ['End', last],
  ]).get(event.key);
  if (event.key === 'Escape') hide();
  if (to === undefined) return;
  event.preventDefault();
  reader.shown = Math.min(Math.max(0, to), last);
  showAt(pointOf(reader).part, reader);
}

function pointOf({ points, shown }: Reader): Point {
  return points[shown] as Point;
}

/** @param chosen has its point already */
function showAt(part: number, chosen?: Reader): void {
  for (const reader of readers) {
    if (reader !== chosen) reader.shown = nearest(reader.points, part);
    say(reader);
    mark(reader);
  }
}

function nearest(points: readonly Point[], part: number): number {
  let found = 0;
  for (const [index, point] of points.entries())
    if (Math.abs(point.part - part) < Math.abs((points[found] as Point).part - part)) found = index;
  return found;
}

function say(reader: Reader): void {
  const { moment, text } = pointOf(reader);
  reader.slider.setAttribute('aria-valuenow', String(reader.shown));
  reader.slider.setAttribute('aria-valuetext', `${moment}: ${text}`);
}

interface Plot {
  readonly svg: SVGSVGElement;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Pixels of the page for each unit of the drawing. */
  readonly scale: number;
}

/** The drawing that is shown at this width. */
function findPlot({ frame }: Reader): Plot | undefined {
  const svg = [...frame.querySelectorAll('svg')].find(one => one.getBoundingClientRect().width > 0);
  if (!svg) return undefined;
  const [left = 0, right = 0, top = 0, bottom = 0] = (svg.dataset.plot ?? '').split(' ').map(Number);
  return {
    svg,
    left,
    right,
    top,
    bottom,
    scale: svg.getBoundingClientRect().width / svg.viewBox.baseVal.width,
  };
}

function partUnder(reader: Reader, clientX: number): number {
  const plot = findPlot(reader);
  if (!plot) return 0;
  const x = (clientX - plot.svg.getBoundingClientRect().left) / plot.scale;
  return (x - plot.left) / (plot.right - plot.left);
}

function mark(reader: Reader): void {
  const plot = findPlot(reader);
  if (!plot) return;
  const { svg, left, right, top, bottom, scale } = plot;
  const { part, heights, moment, text } = pointOf(reader);
  const x = left + part * (right - left);
  unmark(reader);
  const group = document.createElementNS(drawingNames, 'g');
  group.classList.add('chart-here');
  group.append(draw('line', { x1: x, x2: x, y1: top, y2: bottom }));
  for (const height of heights)
    if (height !== undefined)
      group.append(draw('circle', { cx: x, cy: bottom - height * (bottom - top), r: 6 }));
  svg.append(group);
  const { bubble, frame } = reader;
  const when = document.createElement('strong');
  when.textContent = moment;
  bubble.replaceChildren(when, ` ${text}`);
  bubble.hidden = false;
  const room = frame.clientWidth - bubble.offsetWidth;
  const shift = Math.min(Math.max(0, x * scale - bubble.offsetWidth / 2), Math.max(0, room));
  bubble.style.transform = `translateX(${shift}px)`;
}

function draw(name: string, attributes: Readonly<Record<string, number>>): SVGElement {
  const element = document.createElementNS(drawingNames, name) as SVGElement;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

function unmark({ frame }: Reader): void {
  for (const one of frame.querySelectorAll('.chart-here')) one.remove();
}

function hide(): void {
  for (const reader of readers) {
    unmark(reader);
    reader.bubble.hidden = true;
  }
}
