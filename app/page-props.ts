/** What follows the question mark of a page's address. */
export interface SearchProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}
