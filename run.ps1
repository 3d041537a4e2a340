# Untested. No argument: the demo. `test`: all tests. `package [--out DIR]`: what is given to others (the archive on Linux alone). Anything else: fusion ARGS. Prepares whatever is missing first.
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
if ($args.Count -gt 0 -and $args[0] -eq 'test') {
  dotnet run --project "$root/tests/FusionScorer.TestRunner" -c Release -- @($args | Select-Object -Skip 1)
  exit $LASTEXITCODE
}
if ($args.Count -gt 0 -and $args[0] -eq 'package') {
  $out = if ($args.Count -eq 3 -and $args[1] -eq '--out') { $args[2] } elseif ($args.Count -eq 1) { 'dist' } else { [Console]::Error.WriteLine('error: write: run.ps1 package [--out DIR]'); exit 2 }
  $out = [IO.Path]::GetFullPath([IO.Path]::Combine($PWD.Path, $out))
  dotnet build "$root/src/FusionScorer.Cli" -t:Package -c Release -v minimal --nologo "-p:PackageOut=$out"
  exit $LASTEXITCODE
}
if (-not (Test-Path "$root/artifacts/prepared")) {
  dotnet build "$root/src/FusionScorer.Cli" -t:Prepare -c Release -v minimal --nologo | Out-Host
}
$arguments = if ($args.Count -eq 0) { @('demo') } else { $args }
& "$root/artifacts/fusion/fusion" @arguments
exit $LASTEXITCODE
