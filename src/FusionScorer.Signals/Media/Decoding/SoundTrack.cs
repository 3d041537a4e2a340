using System.Runtime.InteropServices;

namespace FusionScorer.Signals.Media.Decoding;

/// <summary>The sound of a clip on its way to the observers. It travels as 16-bit integers, so that no sample is outside -1 to 1 or not a number.</summary>
internal sealed class SoundTrack(DecodePlan plan, PatienceClock clock, IEnumerable<ObserverPump> pumps, AudioPipe pipe, int rate)
{
    private const int PieceSamples = 16 << 10;

    private readonly List<ObserverPump> _pumps = [.. pumps.Where(pump => pump.Observer.Audio?.SampleRate == rate)];
    private long _samples;

    /// <summary>How far the sound goes.</summary>
    public long EndMs => _samples * 1000 / rate;

    public async Task ReadAsync(DecoderProcess writer, CancellationToken cancellation)
    {
        if (await pipe.ConnectedAsync(writer, cancellation) is not { } stream)
            return;
        var bytes = new byte[PieceSamples * sizeof(short)];
        var samples = new float[PieceSamples];
        while (await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation) is > 1 and var read)
        {
            var count = Convert(bytes.AsSpan(0, read), samples);
            _samples += count;

            // A jump of its clock makes ffmpeg fill hours with silence.
            if (EndMs > plan.End.TotalMilliseconds)
                throw new DecodingException("the sound goes on beyond the clip's end");
            foreach (var pump in _pumps)
                await clock.HandOverAsync(pump.AudioAsync(samples.AsSpan(0, count)));
        }
    }

    private static int Convert(ReadOnlySpan<byte> bytes, Span<float> samples)
    {
        // Little-endian, as all machines that ffmpeg and .NET share.
        var integers = MemoryMarshal.Cast<byte, short>(bytes);
        for (var i = 0; i < integers.Length; i++)
            samples[i] = integers[i] / 32768f;
        return integers.Length;
    }
}
