// The mark of Keepwell, a picture.
export const mark = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="9" fill="#1f6b62"/>
<path d="M7 13.5a9 9 0 0 1 18 0" fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round"/>
<path d="M7 13.5h18v7a5 5 0 0 1-5 5h-8a5 5 0 0 1-5-5z" fill="#fff"/>
<path d="M16 22.6c-2.6-1.7-3.7-2.9-3.7-4.3a1.9 1.9 0 0 1 3.7-.7 1.9 1.9 0 0 1 3.7.7c0 1.4-1.1 2.6-3.7 4.3z" fill="#1f6b62"/>
</svg>
`;
