import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Debian's; the one that opens no window takes half the time of processors. */
const places = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];
const executablePath = process.env.KEEPWELL_CHROMIUM || places.find(existsSync) || '';
const args = [
  ...['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
  // A page that a test answers itself is of no network, and would have to ask a person before it calls this machine.
  '--disable-features=LocalNetworkAccessChecks',
];

/** Whether there is a browser: `KEEPWELL_CHROMIUM`, or where Debian installs it. Tests that need one are skipped otherwise. */
export const hasChromium = existsSync(executablePath);

/** Starts one; whoever starts it closes it. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath, args });
}
