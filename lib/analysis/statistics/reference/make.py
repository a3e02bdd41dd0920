"""Makes figures.json beside it: random data sets and what SciPy and R say of them.

Written with SciPy 1.10.1 and R 4.2.2 (nortest 1.0.4, jsonlite 1.8.4) of Debian 12, which are given the values less
the set's offset (lm() takes 1e9 + noise for a constant):  python3 make.py > figures.json
"""
import json, subprocess, sys
import numpy as np
from scipy import stats

random = np.random.default_rng(20261121)
SHAPES = {
    "normal": lambda n: random.normal(10, 3, n),
    "tied": lambda n: random.integers(0, 6, n).astype(float),
    "skewed": lambda n: random.lognormal(1, 1, n),
    "offset": lambda n: 1e9 + random.normal(0, 1, n),
    "tiny": lambda n: random.normal(0, 1e-9, n),
    "uniform": lambda n: random.uniform(-5, 5, n),
}
R = r"""
library(jsonlite); library(nortest)
sets <- fromJSON(file("stdin"), simplifyMatrix = FALSE, simplifyDataFrame = FALSE)
one <- function(set) {
  o <- set$offset; x <- set$x - o; y <- set$y - o; z <- set$z - o; g <- lapply(set$groups, function(v) v - o)
  values <- unlist(g); label <- factor(rep(seq_along(g), lengths(g)))
  fit <- summary(lm(y ~ x + z)); a <- summary(aov(values ~ label))[[1]]; w <- t.test(g[[1]], g[[2]])
  s <- t.test(g[[1]], g[[2]], var.equal = TRUE); ct <- cor.test(x, y)
  ties <- any(duplicated(c(g[[1]], g[[2]])))
  u <- suppressWarnings(wilcox.test(g[[1]], g[[2]], exact = !ties)); k <- kruskal.test(g)
  sw <- shapiro.test(x); li <- lillie.test(x); ch <- suppressWarnings(chisq.test(do.call(rbind, set$counts), correct = FALSE))
  list(pearson = c(ct$estimate, ct$p.value, ct$conf.int), student = c(s$statistic, s$parameter, s$p.value, s$conf.int),
    welch = c(w$statistic, w$parameter, w$p.value, w$conf.int), anova = c(a[1, "F value"], a[1, "Pr(>F)"], a[1, 2] / sum(a[, 2])),
    mann_whitney = c(u$statistic, u$p.value), kruskal = c(k$statistic, k$p.value), shapiro = c(sw$statistic, sw$p.value),
    lilliefors = c(li$statistic, li$p.value), chi_squared = c(ch$statistic, ch$parameter, ch$p.value, min(ch$expected)),
    lm = list(coefficients = unname(fit$coefficients), r_squared = fit$r.squared, adjusted = fit$adj.r.squared, sigma = fit$sigma,
      f = unname(fit$fstatistic[1]), f_p = unname(pf(fit$fstatistic[1], fit$fstatistic[2], fit$fstatistic[3], lower.tail = FALSE))))
}
cat(toJSON(lapply(sets, one), digits = NA, auto_unbox = TRUE))
"""

def numbers(values): return [float(v) for v in values]

def one_set(shape, n):
    draw = lambda size: np.round(SHAPES[shape](size), 13 if shape == "tiny" else 4)
    x, z = draw(n), draw(n)
    y = np.round(x + draw(n) - (1e9 if shape == "offset" else 0), 13 if shape == "tiny" else 4) if shape != "tied" else draw(n)
    groups = [numbers(draw(max(4, n // 2))), numbers(draw(max(5, n // 3)) + (0 if shape == "tied" else np.round(np.std(x) / 2, 10))), numbers(draw(max(4, n // 4)))]
    counts = random.integers(1, 40, (int(random.integers(2, 5)), int(random.integers(2, 6)))).tolist()
    return {"shape": shape, "offset": 1e9 if shape == "offset" else 0, "n": n, "x": numbers(x), "y": numbers(y), "z": numbers(z), "groups": groups, "counts": counts}

sets = [one_set(shape, n) for shape in SHAPES for n in (8, 15, 40, 60)]
from_r = json.loads(subprocess.run(["Rscript", "-e", R], input=json.dumps(sets), stdout=subprocess.PIPE, text=True, check=True).stdout)
for data, figures in zip(sets, from_r):
    figures["spearman"] = numbers(stats.spearmanr(data["x"], data["y"]))
    figures["kendall"] = numbers(stats.kendalltau(data["x"], data["y"]))
    x = np.array(data["x"]) - data["offset"]
    k2 = stats.normaltest(x)
    figures["dagostino"] = numbers([k2.statistic, k2.pvalue, stats.skew(x), stats.kurtosis(x)])
    data["expected"] = figures
json.dump(sets, sys.stdout, separators=(",", ":"))
