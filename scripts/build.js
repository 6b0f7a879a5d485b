// `npm run build`: packages, generated lists, compiled code.
import { ready } from './ready.js';

ready();
