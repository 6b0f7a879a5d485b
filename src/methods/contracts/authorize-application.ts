// AuthorizeApplication.
import { seq } from '../../schema/sequence.ts';
import { guid } from '../../schema/text.ts';

export const authorizeApplication = { 1: { request: seq({ 'app-id': guid }) } };
