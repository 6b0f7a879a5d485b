// The names of the status codes are part of every method's contract; clients have them from here.
export { statusName } from '../../core/errors.ts';
