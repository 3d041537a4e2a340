using FusionScorer.Pipeline.Reviewing.Desk;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FusionScorer.Web.Review;

/// <summary>Keeps the model in step in the background, one step after the other.</summary>
internal sealed partial class LearningService(ReviewDesk desk, TimeProvider clock, ILogger<LearningService> logger) : BackgroundService
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RestAfterFault = TimeSpan.FromSeconds(10);

    // A fit takes seconds; drawing more clips must not wait for it.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        RepeatAsync(() => desk.Learning.Step(), stoppingToken), RepeatAsync(desk.Drawn.TopUp, stoppingToken));

    private async Task RepeatAsync(Action step, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var rest = Rest;
            try
            {
                // A thread of its own: requests need the pool.
                await Task.Factory.StartNew(step, stopping, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }
#pragma warning disable CA1031 // Whatever goes wrong here, reviewers go on deciding with the model that is there.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                if (stopping.IsCancellationRequested)
                    return;
                Failed(logger, fault.Message);
                rest = RestAfterFault;
            }

            await Task.Delay(rest, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "the model could not learn: {Reason}")]
    private static partial void Failed(ILogger logger, string reason);
}
