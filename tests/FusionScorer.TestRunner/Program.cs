using FusionScorer.Core;
using FusionScorer.Pipeline.Engines;
using FusionScorer.TestRunner;

// Prepares what tests need, runs them all, and ends with the line `N passed, N failed, N skipped`.
// `--services` runs no test: it starts PostgreSQL and RabbitMQ for somebody who tries them, until Ctrl+C.
using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    cancellation.Cancel();
};
try
{
    await ServerPackages.InstallAsync(Console.Error.WriteLine, cancellation.Token);
    if (args is ["--services"])
        return await ServicesRun.RunAsync(Console.Out, cancellation.Token);
    await EngineSetup.RunAsync(Environment.GetEnvironmentVariable, TimeProvider.System, Console.Error.WriteLine, cancellation.Token, "strace", "chromium", "zsh", "fish");
}
catch (BadInputException fault)
{
    await Console.Error.WriteLineAsync($"error: {fault.Message}");
    return 2;
}

return await TestRun.RunAsync(args, cancellation.Token);
