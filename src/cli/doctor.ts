// `keepwell doctor`.
import type { Command } from 'commander';
import type { Io } from './command.ts';

export function addDoctor(_parent: Command, _io: Io): void {}
