// GetApplicationSettings.
import { optional, seq } from '../../schema/sequence.ts';
import { guid } from '../../schema/text.ts';
import { appSettings } from './parts/app-settings.ts';
import { noInfo } from './parts/no-info.ts';

export const getApplicationSettings = {
  1: {
    request: noInfo,
    response: seq({ 'app-settings': optional(appSettings), 'selected-record-id': optional(guid) }),
  },
};
