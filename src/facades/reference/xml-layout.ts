// XML a line an element, for people. Only for what has no text beside elements, as the examples have none.

export function indentXml(xml: string): string {
  let depth = 0;
  return xml
    .replace(/></g, '>\n<')
    .split('\n')
    .map(line => {
      const closes = line.startsWith('</');
      if (closes) depth -= 1;
      const text = '  '.repeat(depth) + line;
      if (!closes && !line.endsWith('/>') && !line.includes('</')) depth += 1;
      return text;
    })
    .join('\n');
}
