/**
 * An address whose path can be decoded: each segment with a broken percent escape keeps its very characters, the
 * `%` written as `%25`. The query stays as it is: there a broken escape is no fault.
 */
export function withWholeEscapes(address: string): string {
  const [path = "", ...queries] = address.split("?");
  return [path.split("/").map(decodable).join("/"), ...queries].join("?");
}

function decodable(segment: string): string {
  try {
    decodeURIComponent(segment);
    return segment;
  } catch {
    return segment.replaceAll("%", "%25");
  }
}
