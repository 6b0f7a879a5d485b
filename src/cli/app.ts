// `keepwell app`.
import type { Command } from 'commander';
import type { Io } from './command.ts';

export function addApp(_parent: Command, _io: Io): void {}
