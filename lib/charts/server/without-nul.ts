/** PostgreSQL keeps no U+0000, which a cell of somebody's data may hold. */
export const withoutNul = (text: string) => text.replaceAll("\0", "\uFFFD");
