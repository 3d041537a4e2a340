using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace FusionScorer.EndToEnd.Review;

/// <summary>A reviewer whose browser keeps an answer until the server has acknowledged it, and sends it again and again under the same id.</summary>
/// <param name="client">Signed in.</param>
/// <param name="seed">What and how fast is answered.</param>
/// <param name="acknowledged">Takes the ids that the server has acknowledged.</param>
/// <param name="faults">Takes answers that were refused.</param>
internal sealed class PatientReviewer(HttpClient client, int seed, ConcurrentQueue<string> acknowledged, ConcurrentQueue<string> faults)
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(40);
    private readonly List<JsonElement> _seen = [];
    private uint _state = (uint)((seed * 7919) + 17);

    /// <summary>How often a request was cut off or found nobody.</summary>
    public int Retries { get; private set; }

    /// <summary>Reviews until told to stop; an answer begun is brought to its end.</summary>
    public async Task ReviewAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            foreach (var clip in await ClaimAsync())
            {
                await Task.Delay((int)(Next() % 60), CancellationToken.None);
                await DecideAsync(clip);
            }
        }
    }

    private async Task<IReadOnlyList<JsonElement>> ClaimAsync()
    {
        var answer = await SendAsync("/api/v1/queue/claims", new { filter = new { }, count = 2, have = Array.Empty<string>() });
        List<JsonElement> clips = answer is null ? [] : [.. answer.Value.GetProperty("clips").EnumerateArray()];
        _seen.AddRange(clips);

        // When all are asked for, opinions change.
        return clips.Count > 0 ? clips : _seen.Count > 0 ? [_seen[(int)(Next() % (uint)_seen.Count)]] : [];
    }

    private async Task DecideAsync(JsonElement clip)
    {
        var pick = clip.GetProperty("pick");
        var levels = clip.GetProperty("levels");
        var body = new
        {
            id = Guid.NewGuid().ToString(),
            clip = clip.GetProperty("clip").GetString(),
            answer = levels[(int)(Next() % (uint)levels.GetArrayLength())].GetString(),
            seconds = 2.0,
            policy = clip.GetProperty("policy").GetString(),
            posterior = clip.GetProperty("posterior"),
            pick = new { strategy = pick.GetProperty("strategy").GetString(), audit = pick.GetProperty("audit").GetBoolean() },
            at = TimeProvider.System.GetUtcNow(),
        };
        if (await SendAsync("/api/v1/decisions", body) is null)
            return;
        acknowledged.Enqueue(body.id);

        // An acknowledgement that was lost on its way.
        if (Next() % 5 == 0)
            await SendAsync("/api/v1/decisions", body);
    }

    private async Task<JsonElement?> SendAsync(string path, object body)
    {
        while (true)
        {
            try
            {
                using var late = new CancellationTokenSource(TimeSpan.FromSeconds(20));
                using var answer = await client.PostAsJsonAsync(path, body, late.Token);
                if (answer.IsSuccessStatusCode)
                    return await answer.Content.ReadFromJsonAsync<JsonElement>(late.Token);
                if (answer.StatusCode is not (HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError))
                {
                    faults.Enqueue($"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(late.Token)}");
                    return null;
                }
            }
            catch (Exception cut) when (cut is HttpRequestException or IOException or OperationCanceledException)
            {
                // The server is gone in the middle of it, or not back yet.
            }

            Retries++;
            await Task.Delay(BetweenTries, CancellationToken.None);
        }
    }

    private uint Next() => (_state = (_state * 1664525) + 1013904223) >> 8;
}
