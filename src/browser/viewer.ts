// The script of the page of a study: takes the place of the still picture with one that can be scrolled, brightened, zoomed and
// measured. What it shows comes frame by frame (viewer/frames.ts).
import { find } from './parts/find.ts';
import { Viewer } from './viewer/viewer.ts';

const place = document.querySelector<HTMLElement>('#viewer');
if (place) new Viewer(place, find(HTMLElement, '.stage', place)).start();
