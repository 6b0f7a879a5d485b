// Pages are drawn by hono/jsx, which would follow each with AsyncLocalStorage, so that components which wait could ask for
// what stands around them. Ours do neither, and its hooks slow every promise of the process from the first page on.
import { jsx } from 'hono/jsx';

/** Before the first page: hono looks for AsyncLocalStorage when it draws for the first time, and never again. */
export function drawWithoutHooks(): void {
  const { getBuiltinModule } = process;
  const withoutHooks = (name: string) => (name === 'node:async_hooks' ? undefined : getBuiltinModule(name));
  process.getBuiltinModule = withoutHooks as typeof getBuiltinModule;
  try {
    String(jsx('p', {}));
  } finally {
    process.getBuiltinModule = getBuiltinModule;
  }
}
