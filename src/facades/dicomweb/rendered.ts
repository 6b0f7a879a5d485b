// WADO-RS rendered: a frame as a picture that any program shows, drawn as the pages draw it.
import { noteFileRead } from '../../core/audit/reads.ts';
import { drawStill, type StillForm, type Window } from '../../core/imaging/frames/frames.ts';
import type { HeldInstance } from '../../core/imaging/held.ts';
import { type Accepted, takes } from './answer.ts';
import type { DicomCall } from './call.ts';
import { DicomProblem } from './problem.ts';

const forms = ['jpeg', 'png', 'webp'] as const;

/** The first that the client takes. @throws DicomProblem 406 */
export function chooseForm(accepted: readonly Accepted[]): StillForm {
  for (const one of accepted) {
    const form = forms.find(form => takes([one], `image/${form}`));
    if (form) return form;
  }
  throw new DicomProblem(406, 'Pictures are answered as image/jpeg, image/png or image/webp.');
}

/** Pixels of each way at most. */
const pixelsMax = 4096;
const smallPixels = 200;

/** Of several instances the first that is a picture. @throws DicomProblem 400, 404, 406 */
export async function drawOf(
  { vault, access, route }: DicomCall,
  instances: readonly HeldInstance[],
  form: StillForm,
): Promise<Buffer> {
  const shown = instances.find(({ header }) => header.kind === 'image');
  if (route.kind !== 'rendered' || !shown)
    throw new DicomProblem(404, 'There is no picture among these instances.');
  const size = { box: readBox(route.pairs, route.isSmall ? smallPixels : pixelsMax), form };
  const window = readWindow(route.pairs);
  noteFileRead(vault, access.grant);
  const of = { personId: access.grant.personId, blob: shown.blob, frame: route.frame - 1 };
  const drawn = await drawStill(vault, of, { ...size, ...(window && { window }) });
  if (typeof drawn !== 'string') return drawn;
  throw new DicomProblem(406, `The frame cannot be drawn here (${drawn}). Retrieve it as it is.`);
}

type Pairs = readonly (readonly [string, string])[];

function readBox(pairs: Pairs, most: number): number {
  const said = pairs.find(([name]) => name === 'viewport')?.[1];
  if (said === undefined) return most;
  const [width = 0, height = 0] = said.split(',').map(Number);
  if (!(width >= 1 && height >= 1)) throw new DicomProblem(400, 'A viewport is width,height in pixels.');
  return Math.min(most, Math.floor(width), Math.floor(height));
}

function readWindow(pairs: Pairs): Window | undefined {
  const said = pairs.find(([name]) => name === 'window')?.[1];
  if (said === undefined) return undefined;
  const [center = Number.NaN, width = Number.NaN] = said.split(',').map(Number);
  if (!Number.isFinite(center) || !(width >= 1 && width < 1e9))
    throw new DicomProblem(400, 'A window is center,width,function, as in 40,400,linear.');
  return { center, width };
}
