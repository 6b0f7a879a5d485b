// Before the tests: the scripts of pages as they are now, since tests run the sources and a browser runs what is built of them.

export async function setup(): Promise<void> {
  // @ts-expect-error the bundler is plain JavaScript, outside of what is compiled
  await import('../../scripts/browser.js');
}
