# Untested. No argument: the demo. `test`: all tests. Anything else: fusion ARGS. Prepares whatever is missing first.
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
if ($args.Count -gt 0 -and $args[0] -eq 'test') {
  dotnet run --project "$root/tests/FusionScorer.TestRunner" -c Release -- @($args | Select-Object -Skip 1)
  exit $LASTEXITCODE
}
if (-not (Test-Path "$root/artifacts/prepared")) {
  dotnet build "$root/src/FusionScorer.Cli" -t:Prepare -c Release -v minimal --nologo | Out-Host
}
$arguments = if ($args.Count -eq 0) { @('demo') } else { $args }
& "$root/artifacts/fusion/fusion" @arguments
exit $LASTEXITCODE
