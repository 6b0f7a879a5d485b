// Draws the icons of the web manifest of the mark into dist/browser/. Called by ready.js, once the sources are compiled.
import { join } from 'node:path';
import sharp from 'sharp';
import { mark } from '../dist/http/mark.js';
import { root } from './ready.js';

const out = name => join(root, 'dist', 'browser', name);
const drawn = size => sharp(Buffer.from(mark), { density: 72 * (size / 32) }).resize(size, size);

for (const size of [192, 512])
  await drawn(size)
    .png({ compressionLevel: 9 })
    .toFile(out(`icon-${size}.png`));
// Home screens cut a circle or a square of their own: what matters lies within four fifths of it.
await sharp({ create: { width: 512, height: 512, channels: 4, background: '#1f6b62' } })
  .composite([{ input: await drawn(410).png().toBuffer() }])
  .png({ compressionLevel: 9 })
  .toFile(out('icon-maskable-512.png'));
