using FusionScorer.Core;
using FusionScorer.Library;
using FusionScorer.Pipeline.Workers;
using FusionScorer.TestKit.Services;

namespace FusionScorer.TestRunner;

/// <summary>PostgreSQL and RabbitMQ on loopback with everything in temp folders, for somebody who tries the program on them.</summary>
internal static class ServicesRun
{
    /// <summary>Starts both, prints the two settings as a shell takes them, and stops both when told to.</summary>
    public static async Task<int> RunAsync(TextWriter to, CancellationToken cancellation)
    {
        if ((PostgresServer.Unavailable ?? RabbitServer.Unavailable) is { } missing)
            throw new BadInputException(missing);
        using var postgres = PostgresServer.Start();
        await using var rabbit = await RabbitServer.StartAsync();
        await to.WriteLineAsync($"export {StoreLocation.Variable}='{postgres.NewDatabase()}'");
        await to.WriteLineAsync($"export {BrokerAddress.AddressVariable}='{rabbit.Uri}'");
        await Console.Error.WriteLineAsync("both listen on 127.0.0.1 only; Ctrl+C stops them, and all that they hold is gone");
        try
        {
            await Task.Delay(Timeout.Infinite, cancellation);
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }

        return 0;
    }
}
