// The script of the page that posts back to an application: its form goes by itself.
import { find } from './parts/find.ts';

find(HTMLFormElement, '#return').submit();
