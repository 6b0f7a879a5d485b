// The addresses of messages.
import { writeMessagePath } from '../../items/links.ts';

export const messagesPath = '/messages';

/** Of a Direct message; that of one in the record is `/messages/:id`. */
export const mailPath = `${messagesPath}/mail/:mail`;
export const mailFilePath = `${mailPath}/files/:number`;
export const actPath = `${messagesPath}/mail/act`;
export const writePath = writeMessagePath;
export const sendPath = `${messagesPath}/send`;
export const sentPath = `${messagesPath}/sent`;
export const oneSentPath = `${sentPath}/:sent`;
export const sentActPath = `${sentPath}/act`;
export const recordMailPath = `${messagesPath}/record`;
/** By the code that somebody was mailed who had no address yet. */
export const mailPickUpPath = `${messagesPath}/pick-up`;
export const directAddressPath = `${messagesPath}/address`;

export function mailHref(id: string): string {
  return `${messagesPath}/mail/${id}`;
}

export function mailFileHref(id: string, number: number): string {
  return `${mailHref(id)}/files/${number}`;
}

export function sentHref(id: string): string {
  return `${sentPath}/${id}`;
}

export function replyHref(id: string): string {
  return `${writePath}?reply=${id}`;
}

export const operatorDirectPath = '/operator/direct';
