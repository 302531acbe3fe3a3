/** "411111******1111" as people read it: "4111 11·· 1111" — grouped, with the hidden middle kept short. */
export function shownCardMask(mask: string): string {
  const match = /^(\d{4})(\d{2})\*+(\d{4})$/.exec(mask);
  if (match) return `${match[1]} ${match[2]}·· ${match[3]}`;
  const short = /^\*+(\d{4})$/.exec(mask);
  return short ? `·· ${short[1]}` : mask;
}
