# Computes with R's package `survey` (Debian: r-cran-survey) what the indicators
# of this project have to come to, over the package's own `api` data sets.
#
#   Rscript agreement.R
#
# in the folder of this file writes
#   data/*.csv              the samples, with the columns that are used
#   data/indicators.toml    the indicators, each beside the call that checks it
#   expected.csv            value, standard error, interval, base and degrees of freedom
#   differences.csv         differences between indicators, with their standard errors
#
# Shares are in percent. Intervals have 95 % confidence: Student's t for means
# and totals, Wilson's score interval with the effective size for shares,
# Woodruff's for quantiles. `decimals` says to how many decimals a ratio is kept.

suppressMessages(library(survey))
options(survey.lonely.psu = "fail")
data(api)

columns <- c("stype", "dnum", "awards", "sch.wide", "comp.imp", "api00", "api99",
             "enroll", "acs.k3", "fpc", "pw")
sample_of <- function(data, name) {
  data <- data[, columns]
  names(data) <- gsub(".", "_", columns, fixed = TRUE)
  data$one <- 1
  written <- data[, setdiff(names(data), "one")]
  for (column in names(written)) {
    if (is.numeric(written[[column]])) written[[column]] <- digits(written[[column]])
  }
  write.csv(written, file.path("data", name), row.names = FALSE, quote = FALSE, na = "")
  data
}
# The shortest decimals that give the same number back.
digits <- function(x) {
  shortest <- function(number) {
    if (is.na(number)) return("")
    for (precision in 1:17) {
      text <- sprintf("%.*g", precision, number)
      if (as.numeric(text) == number) return(format(as.numeric(text), digits = precision, scientific = FALSE))
    }
  }
  vapply(x, shortest, "")
}

srs <- sample_of(apisrs, "apisrs.csv")
strat <- sample_of(apistrat, "apistrat.csv")
clus <- sample_of(apiclus1, "apiclus1.csv")

# The same as in data/sources.toml.
designs <- list(
  plain = svydesign(id = ~1, weights = ~one, data = srs),
  srs = svydesign(id = ~1, weights = ~pw, fpc = ~fpc, data = srs),
  strat = svydesign(id = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = strat),
  open = svydesign(id = ~1, strata = ~stype, weights = ~pw, data = strat),
  nested = svydesign(id = ~dnum, strata = ~stype, weights = ~pw, nest = TRUE, data = strat),
  clus = svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc, data = clus)
)

# For quantiles, weights that are whole numbers: 180 times 30.97 is not 0.9 of 200
# times 30.97 in floating point, and the package then misses the step at which it
# should take the middle. The scale of weights changes no quantile.
srs$hundredfold <- round(100 * srs$pw)
stopifnot(max(abs(srs$hundredfold - 100 * srs$pw)) < 1e-4)
for_quantiles <- designs
for_quantiles$srs <- svydesign(id = ~1, weights = ~hundredfold, fpc = ~fpc, data = srs)

expected <- list()
toml <- character()

expect <- function(key, value, se = NA, interval = c(NA, NA), base = NA, df = NA, decimals = NA) {
  expected[[length(expected) + 1]] <<- data.frame(
    key = key, value = value, standard_error = se, lower = interval[1], upper = interval[2],
    base = base, degrees_of_freedom = df, decimals = decimals)
}
define <- function(key, ...) {
  fields <- c(...)
  kind <- sub('kind = "(.*)"', "\\1", fields[1])
  name <- if (kind %in% c("distribution", "table")) "title" else "label"
  if (!any(grepl("share|distribution|unit =", fields))) fields <- c(fields, "unit = \"number\"")
  toml <<- c(toml, sprintf("[%s]", key), fields, sprintf("%s = \"%s\"", name, key), "")
}

share <- function(design, column, answer) {
  design <- design[!is.na(design$variables[[column]]), ]
  design <- update(design, y = as.numeric(design$variables[[column]] == answer))
  found <- svymean(~y, design)
  p <- as.numeric(coef(found))
  variance <- as.numeric(vcov(found))
  n <- nrow(design)
  size <- if (p > 0 && p < 1 && variance > 0) n * p * (1 - p) / (n - 1) / variance else n
  interval <- prop.test(p * size, size, correct = FALSE)$conf.int
  list(100 * p, 100 * sqrt(variance), 100 * interval, n, degf(design))
}
mean_of <- function(design, column) {
  design <- design[!is.na(design$variables[[column]]), ]
  found <- svymean(as.formula(paste0("~", column)), design)
  list(as.numeric(coef(found)), as.numeric(SE(found)),
       as.numeric(confint(found, df = degf(design))), nrow(design), degf(design))
}
total_of <- function(design, column) {
  design <- design[!is.na(design$variables[[column]]), ]
  found <- svytotal(as.formula(paste0("~", column)), design)
  weighted <- any(weights(design) != 1)
  list(as.numeric(coef(found)), if (weighted) as.numeric(SE(found)) else NA,
       if (weighted) as.numeric(confint(found, df = degf(design))) else c(NA, NA),
       NA, degf(design))
}
count_of <- function(design, column, answer) {
  design <- update(design, y = as.numeric(design$variables[[column]] == answer))
  total_of(subset(design, y == 1), "y")
}
# Below the first step the inverse of the distribution is the smallest value; the
# package's own rule gives the second.
school <- function(x, w, p) {
  if (p * sum(w) < w[order(x)][1]) min(x) else survey:::qrule_school(x, w, p)
}
quantile_of <- function(design, column, at) {
  design <- design[!is.na(design$variables[[column]]), ]
  found <- svyquantile(as.formula(paste0("~", column)), design, at, qrule = school,
                       interval.type = "mean", df = degf(design))[[1]]
  values <- design$variables[[column]]
  if (all(weights(design) == 1)) {
    stopifnot(found[1, "quantile"] == quantile(values, at, type = 2))
  }
  interval <- as.numeric(found[1, 2:3])
  if (anyNA(interval)) interval <- c(NA, NA)
  list(as.numeric(found[1, "quantile"]), if (anyNA(interval)) NA else as.numeric(found[1, "se"]),
       interval, nrow(design), degf(design))
}
put <- function(key, found) do.call(expect, c(list(key), found))

types <- c("E", "H", "M")
for (name in names(designs)) {
  design <- designs[[name]]
  source <- sprintf("source = \"%s\"", name)
  key <- function(...) paste(c(name, ...), collapse = "_")
  within <- function(type) subset(design, stype == type)

  for (column in c("awards", "sch_wide", "comp_imp")) {
    define(key("share", column), "kind = \"share\"", source,
           sprintf("column = \"%s\"", column), "answers = [\"Yes\"]")
    put(key("share", column), share(design, column, "Yes"))
  }
  define(key("share_no_high"), "kind = \"share\"", source, "column = \"awards\"",
         "answers = [\"Yes\"]", "where = { stype = { not = [\"H\"] } }")
  put(key("share_no_high"), share(subset(design, stype != "H"), "awards", "Yes"))
  define(key("share_two_conditions"), "kind = \"share\"", source, "column = \"awards\"",
         "answers = [\"Yes\"]", "where = { stype = [\"E\", \"M\"], enroll = { min = 300, max = 900 } }")
  put(key("share_two_conditions"),
      share(subset(design, stype != "H" & enroll >= 300 & enroll <= 900), "awards", "Yes"))
  define(key("types"), "kind = \"distribution\"", source, "column = \"stype\"")
  for (type in types) put(paste0(key("types"), ".", tolower(type)), share(design, "stype", type))
  define(key("awards_by_type"), "kind = \"table\"", source, "column = \"awards\"",
         "answers = [\"Yes\"]", "statistic = \"share\"", "by = \"stype\"")
  for (type in types) {
    put(paste0(key("awards_by_type"), ".", tolower(type)), share(within(type), "awards", "Yes"))
  }

  for (column in c("api00", "api99", "enroll", "acs_k3")) {
    define(key("mean", column), "kind = \"mean\"", source, sprintf("column = \"%s\"", column))
    put(key("mean", column), mean_of(design, column))
  }
  define(key("mean_large"), "kind = \"mean\"", source, "column = \"api00\"",
         "where = { enroll = { min = 500 } }")
  put(key("mean_large"), mean_of(subset(design, enroll >= 500), "api00"))
  define(key("api00_by_type"), "kind = \"table\"", source, "column = \"api00\"",
         "statistic = \"mean\"", "by = \"stype\"")
  by_type <- svyby(~api00, ~stype, design, svymean)
  for (type in types) {
    found <- mean_of(within(type), "api00")
    stopifnot(all.equal(found[[1]], by_type[type, "api00"]), all.equal(found[[2]], by_type[type, "se"]))
    put(paste0(key("api00_by_type"), ".", tolower(type)), found)
  }

  define(key("schools"), "kind = \"count\"", source)
  put(key("schools"), total_of(design, "one"))
  define(key("awarded"), "kind = \"count\"", source, "column = \"awards\"", "answers = [\"Yes\"]")
  put(key("awarded"), count_of(design, "awards", "Yes"))
  define(key("students"), "kind = \"sum\"", source, "column = \"enroll\"")
  put(key("students"), total_of(design, "enroll"))
  define(key("schools_by_type"), "kind = \"table\"", source, "by = [\"stype\", \"comp_imp\"]")
  define(key("students_by_type"), "kind = \"table\"", source, "column = \"enroll\"",
         "statistic = \"sum\"", "by = \"stype\"")
  for (type in types) {
    for (answer in c("No", "Yes")) {
      put(paste(key("schools_by_type"), tolower(type), tolower(answer), sep = "."),
          count_of(within(type), "comp_imp", answer))
    }
    put(paste0(key("students_by_type"), ".", tolower(type)), total_of(within(type), "enroll"))
  }

  for (at in c(0.25, 0.9)) {
    define(key("enroll", 100 * at), "kind = \"quantile\"", source, "column = \"enroll\"",
           sprintf("at = %s", at))
    put(key("enroll", 100 * at), quantile_of(for_quantiles[[name]], "enroll", at))
  }
  for (column in c("enroll", "api00")) {
    define(key("median", column), "kind = \"median\"", source, sprintf("column = \"%s\"", column))
    put(key("median", column), quantile_of(for_quantiles[[name]], column, 0.5))
  }
  define(key("median_by_type"), "kind = \"table\"", source, "column = \"api00\"",
         "statistic = \"median\"", "by = \"stype\"")
  for (type in types) {
    put(paste0(key("median_by_type"), ".", tolower(type)), quantile_of(subset(for_quantiles[[name]], stype == type), "api00", 0.5))
  }

  define(key("sum_api00"), "kind = \"sum\"", source, "column = \"api00\"")
  put(key("sum_api00"), total_of(design, "api00"))
  define(key("sum_api99"), "kind = \"sum\"", source, "column = \"api99\"")
  put(key("sum_api99"), total_of(design, "api99"))
  define(key("growth"), "kind = \"ratio\"", sprintf("numerator = \"%s\"", key("sum_api00")),
         sprintf("denominator = \"%s\"", key("sum_api99")), "unit = \"percent\"", "decimals = 6")
  found <- svyratio(~api00, ~api99, design)
  expect(key("growth"), 100 * as.numeric(coef(found)), 100 * as.numeric(SE(found)),
         base = NA, df = degf(design), decimals = 6)
}

# Differences. Types are the strata of `strat` and `open`, so that groups are
# independent; the averages of two years come from the same schools.
differences <- list()
differ <- function(first, second, samples, value, se) {
  differences[[length(differences) + 1]] <<- data.frame(
    first = first, second = second, samples = samples, value = value, standard_error = se,
    z = value / se, p = 2 * pnorm(-abs(value / se)))
}
for (name in c("strat", "open")) {
  found <- svyby(~api00, ~stype, designs[[name]], svymean, covmat = TRUE)
  for (other in c("H", "M")) {
    contrast <- setNames(c(1, -1), c("E", other))
    difference <- svycontrast(found, contrast)
    keys <- paste0(name, "_api00_by_type.", c("e", tolower(other)))
    differ(keys[1], keys[2], "independent", as.numeric(coef(difference)), as.numeric(SE(difference)))
  }
}
for (name in names(designs)) {
  difference <- svycontrast(svymean(~api00 + api99, designs[[name]]), c(api00 = 1, api99 = -1))
  differ(paste0(name, "_mean_api00"), paste0(name, "_mean_api99"), "overlapping",
         as.numeric(coef(difference)), as.numeric(SE(difference)))
}

full <- function(data) {
  numbers <- vapply(data, is.numeric, TRUE)
  data[numbers] <- lapply(data[numbers], function(x) ifelse(is.na(x), "", sprintf("%.17g", x)))
  data
}
write.csv(full(do.call(rbind, expected)), "expected.csv", row.names = FALSE, quote = FALSE)
write.csv(full(do.call(rbind, differences)), "differences.csv", row.names = FALSE, quote = FALSE)
header <- c("# Written by agreement.R.", "")
writeLines(c(header, head(toml, -1)), "data/indicators.toml")
