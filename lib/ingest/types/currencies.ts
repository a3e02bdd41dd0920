/** The ways a currency is written beside an amount. A mark that several share goes to the most common. */
const FORMS = {
  USD: ["US$", "$", "USD"],
  EUR: ["€", "EUR"],
  GBP: ["£", "GBP"],
  JPY: ["¥", "JPY"],
  CNY: ["CN¥", "CNY", "RMB"],
  INR: ["₹", "INR", "Rs"],
  CHF: ["CHF", "SFr"],
  BRL: ["R$", "BRL"],
  CAD: ["CA$", "CAD"],
  AUD: ["A$", "AUD"],
  MXN: ["MX$", "MXN"],
  RUB: ["₽", "RUB"],
  KRW: ["₩", "KRW"],
  TRY: ["₺", "TRY"],
  ILS: ["₪", "ILS"],
  UAH: ["₴", "UAH"],
  PLN: ["zł", "PLN"],
  CZK: ["Kč", "CZK"],
  SEK: ["SEK"],
  NOK: ["NOK"],
  DKK: ["DKK"],
  kr: ["kr"],
  HUF: ["Ft", "HUF"],
  ZAR: ["ZAR"],
  SGD: ["S$", "SGD"],
  HKD: ["HK$", "HKD"],
  NZD: ["NZ$", "NZD"],
  THB: ["฿", "THB"],
} as const;

export type CurrencyName = keyof typeof FORMS;

const NAME_OF = new Map<string, CurrencyName>();
for (const name of Object.keys(FORMS)) {
  if (!isCurrency(name)) continue;
  for (const form of FORMS[name]) NAME_OF.set(form.toLowerCase(), name);
}

function isCurrency(name: string): name is CurrencyName {
  return name in FORMS;
}

export function currencyOf(form: string): CurrencyName | undefined {
  return NAME_OF.get(form.toLowerCase());
}

/** The sign and the code of a currency: of its forms the shortest and the next. */
export function currencyForms(name: CurrencyName): string[] {
  return FORMS[name].toSorted((left, right) => left.length - right.length).slice(0, 2);
}

/** A pattern of the ways one currency, or any, is written; for JavaScript and RE2, without regard to case. */
export function currencyPattern(name?: CurrencyName): string {
  const forms = name === undefined ? [...NAME_OF.keys()] : FORMS[name].map((form) => form.toLowerCase());
  const longestFirst = forms.toSorted((left, right) => right.length - left.length);
  return `(?:${longestFirst.map((form) => form.replaceAll("$", "[$]")).join("|")})`;
}
