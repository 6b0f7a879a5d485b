// SetApplicationSettings.
import { optional, seq } from '../../schema/sequence.ts';
import { appSettings } from './parts/app-settings.ts';

export const setApplicationSettings = {
  1: { request: seq({ 'app-settings': optional(appSettings) }) },
};
