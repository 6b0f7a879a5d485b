// `keepwell things`.
import type { Command } from 'commander';
import type { Io } from './command.ts';

export function addThings(_parent: Command, _io: Io): void {}
