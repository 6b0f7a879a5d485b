// `keepwell cert`.
import type { Command } from 'commander';
import type { Io } from './command.ts';

export function addCert(_parent: Command, _io: Io): void {}
