/** What a spec may hold, by place. The list is of what is allowed: what Vega-Lite adds tomorrow is refused until read. */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

export const VIEW_KEYS = words(`
  $schema data title name description width height autosize padding background config mark encoding layer
  hconcat vconcat concat facet spec repeat columns resolve spacing align bounds center view params
`);

/** Marks that draw rows as they are. Boxes, error bars and the like compute, images and maps fetch. */
export const MARKS = words("bar line area point circle square tick rule rect arc text trail");
export const COMPUTING_MARKS = words("boxplot errorbar errorband");

export const MARK_KEYS = words(`
  type tooltip point line color fill stroke opacity fillOpacity strokeOpacity strokeWidth strokeDash strokeCap
  strokeJoin strokeDashOffset strokeMiterLimit filled interpolate tension orient cornerRadius cornerRadiusEnd
  cornerRadiusTopLeft cornerRadiusTopRight cornerRadiusBottomLeft cornerRadiusBottomRight size shape angle align
  baseline dx dy font fontSize fontStyle fontWeight limit lineHeight innerRadius outerRadius padAngle radiusOffset
  thetaOffset clip binSpacing bandSize width height thickness invalid order cursor blend ellipsis style aria
  xOffset yOffset x2Offset y2Offset continuousBandSize discreteBandSize minBandSize description
`);

export const CHANNELS = words(`
  x y x2 y2 xOffset yOffset theta theta2 radius radius2 color fill stroke opacity fillOpacity strokeOpacity
  strokeWidth strokeDash size shape angle text tooltip detail order row column facet key description
`);
/** Channels that say how a mark looks, not what it says: a constant is no invented number there. */
export const STYLE_CHANNELS = words(`
  color fill stroke opacity fillOpacity strokeOpacity strokeWidth strokeDash size shape angle
`);

export const CHANNEL_KEYS = words(`
  field type title axis scale legend sort stack bandPosition band format formatType header condition value
  align center spacing columns bounds
`);

export const PART_KEYS: Record<string, ReadonlySet<string>> = {
  axis: words(`
    title titleAlign titleAnchor titleAngle titleBaseline titleColor titleFont titleFontSize titleFontStyle
    titleFontWeight titleLimit titleLineHeight titleOpacity titlePadding titleX titleY format formatType grid
    gridCap gridColor gridDash gridDashOffset gridOpacity gridWidth labelAlign labelAngle labelBaseline
    labelBound labelColor labelFlush labelFlushOffset labelFont labelFontSize labelFontStyle labelFontWeight
    labelLimit labelLineHeight labelOffset labelOpacity labelOverlap labelPadding labelSeparation labels domain
    domainCap domainColor domainDash domainDashOffset domainOpacity domainWidth maxExtent minExtent offset orient
    position tickBand tickCap tickColor tickCount tickDash tickDashOffset tickExtra tickMinStep tickOffset
    tickOpacity tickRound tickSize tickWidth ticks translate values zindex style aria description bandPosition
  `),
  scale: words(`
    type domain domainMax domainMin domainMid range rangeMax rangeMin scheme zero nice padding paddingInner
    paddingOuter reverse round clamp exponent base constant interpolate align
  `),
  legend: words(`
    title titleAlign titleAnchor titleBaseline titleColor titleFont titleFontSize titleFontStyle titleFontWeight
    titleLimit titleLineHeight titleOpacity titleOrient titlePadding format formatType labelAlign labelBaseline
    labelColor labelFont labelFontSize labelFontStyle labelFontWeight labelLimit labelOffset labelOpacity
    labelOverlap labelPadding labelSeparation clipHeight columnPadding columns cornerRadius direction fillColor
    gradientLength gradientOpacity gradientStrokeColor gradientStrokeWidth gradientThickness gridAlign legendX
    legendY offset orient padding rowPadding strokeColor symbolDash symbolFillColor symbolLimit symbolOffset
    symbolOpacity symbolSize symbolStrokeColor symbolStrokeWidth symbolType tickCount tickMinStep type values
    zindex aria description
  `),
  header: words(`
    title titleAlign titleAnchor titleAngle titleBaseline titleColor titleFont titleFontSize titleFontStyle
    titleFontWeight titleLimit titleLineHeight titleOrient titlePadding format formatType labels labelAlign
    labelAnchor labelAngle labelBaseline labelColor labelFont labelFontSize labelFontStyle labelFontWeight
    labelLimit labelLineHeight labelOrient labelPadding orient
  `),
};

/** Words that mean a computation, an expression or an outside thing wherever they stand. */
export const FORBIDDEN: Readonly<Record<string, string>> = {
  url: "a chart takes no data or image from an address; its only data is the Result",
  values: 'rows do not stand in a spec; use {"name": "result"}',
  datasets: 'a spec carries no datasets of its own; use {"name": "result"}',
  transform: "a chart does not transform; compute it in the SQL and draw the columns",
  aggregate: "a chart does not aggregate; compute it in the SQL and draw the column",
  bin: "a chart does not bin; compute the bins in the SQL and draw bin_start and bin_end",
  timeUnit: "a chart does not group times; use date_trunc in the SQL and draw the column",
  datum: "a constant is not drawn as data; put it into the SQL as a column",
  labelExpr: "expressions are not allowed; compute the label in the SQL",
  expr: "expressions are not allowed; compute it in the SQL",
  signal: "signals are not allowed",
  test: "expressions are not allowed; compute the condition in the SQL as a column",
  href: "links are not allowed in a chart",
  usermeta: "usermeta is not allowed",
  encode: "custom encodings are not allowed",
  impute: "a chart does not fill in values; compute them in the SQL",
  lookup: "a chart does not look up; join in the SQL",
  projection: "maps are not supported",
  calculate: "a chart does not calculate; compute it in the SQL",
  window: "a chart does not compute windows; compute them in the SQL",
  filter: "a chart does not filter; filter in the SQL",
};

export const LIMITS = { depth: 24, nodes: 4_000, views: 24, text: 2_000 } as const;
