// The page that tells what went wrong.
import { Layout } from './layout.tsx';
import type { Problem } from './problem.ts';
import { show } from './respond.tsx';
import type { ShellContext } from './visit.ts';

export function problemPage(
  c: ShellContext,
  { httpStatus, title, text, detail }: Problem,
): Promise<Response> {
  const page = (
    <Layout title={title}>
      <div class="narrow">
        <h1>{title}</h1>
        <p class="lead">{text}</p>
        {detail !== undefined && <p class="detail">{detail}</p>}
        <p>
          <a href="/">To the home page</a>
        </p>
      </div>
    </Layout>
  );
  return show(c, page, { status: httpStatus });
}
