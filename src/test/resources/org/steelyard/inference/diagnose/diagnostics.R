# Writes diagnostics.csv beside it: chains, and R-hat and effective sample sizes of them by r-cran-posterior.
# Run in this folder: Rscript diagnostics.R. Written with posterior 1.4.0, R 4.2.2 (Debian 12).
suppressMessages(library(posterior))
set.seed(20261124)
autoregressive <- function(n, rho) as.numeric(arima.sim(list(ar = rho), n))
cases <- list(
  independent = replicate(4, rnorm(200)),
  autoregressive = replicate(4, autoregressive(250, 0.8)),
  antithetic = replicate(3, autoregressive(151, -0.5)),
  shifted = sapply(c(0, 0, 0, 1.5), function(m) rnorm(100, m)),
  wide = sapply(c(1, 1, 1, 4), function(s) rnorm(101, 0, s)),
  heavy = replicate(4, rcauchy(180)),
  ties = replicate(2, round(autoregressive(120, 0.6))),
  single = replicate(1, autoregressive(300, 0.9))
)
out <- file("diagnostics.csv", "w")
for (name in names(cases)) {
  x <- round(cases[[name]], 4)
  values <- c(rhat(x), ess_bulk(x), ess_tail(x), ess_mean(x), mcse_mean(x))
  writeLines(paste(c(name, ncol(x), formatC(values, digits = 17, format = "g")), collapse = ","), out)
  for (chain in seq_len(ncol(x))) writeLines(paste(formatC(x[, chain], digits = 4, format = "f", drop0trailing = TRUE), collapse = ","), out)
}
close(out)
