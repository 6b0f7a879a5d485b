// How the last values of a kind went, small and without numbers; the chart has those.
const width = 120;
const height = 28;
const edge = 3;

/** @param values oldest first; nothing is drawn of fewer than two */
export function Trend({ values }: { values: readonly number[] }) {
  if (values.length < 2) return null;
  const low = Math.min(...values);
  const high = Math.max(...values);
  const x = (place: number) => edge + (place * (width - 2 * edge)) / (values.length - 1);
  const y = (value: number) =>
    high === low ? height / 2 : height - edge - ((value - low) * (height - 2 * edge)) / (high - low);
  const points = values.map((value, place) => `${x(place).toFixed(1)},${y(value).toFixed(1)}`);
  const [lastX, lastY] = (points.at(-1) ?? '').split(',');
  return (
    <svg class="trend" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <polyline points={points.join(' ')} />
      <circle cx={lastX} cy={lastY} r="2.5" />
    </svg>
  );
}
