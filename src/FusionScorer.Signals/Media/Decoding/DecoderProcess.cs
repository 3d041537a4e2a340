using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace FusionScorer.Signals.Media.Decoding;

/// <summary>An ffmpeg whose output is read while it runs. Disposing kills its process tree.</summary>
internal sealed class DecoderProcess : IAsyncDisposable
{
    private const int ErrorTail = 8 << 10;
    private static readonly TimeSpan PipeGrace = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly string _path;
    private readonly Task<string> _error;

    private DecoderProcess(Process process, string path)
    {
        _process = process;
        _path = path;
        _process.StandardInput.Close();
        _error = TailAsync(process.StandardError.BaseStream);
    }

    /// <summary>Standard output.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>Starts a program.</summary>
    /// <param name="command">The program; its own limits on time and output do not count.</param>
    /// <param name="path">The clip's path, which reasons must not show.</param>
    /// <exception cref="DecodingException">It could not be started.</exception>
    public static DecoderProcess Start(ProcessCommand command, string path)
    {
        var process = new Process { StartInfo = ProcessRunner.StartInfo(command) };
        try
        {
            process.Start();
            return new DecoderProcess(process, path);
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            process.Dispose();
            throw new DecodingException("ffmpeg could not be started: " + MediaReason.OneLine(e.Message, path), e);
        }
    }

    /// <summary>Waits until the program has ended by itself.</summary>
    public Task ExitedAsync(CancellationToken cancellation) => _process.WaitForExitAsync(cancellation);

    /// <summary>Waits for the program's end and says what it complains about.</summary>
    /// <returns>Its exit code and one line; empty when it did not complain.</returns>
    public async Task<(int ExitCode, string Complaint)> EndAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        return (_process.ExitCode, MediaReason.OneLine(await ErrorAsync(), _path));
    }

    public async ValueTask DisposeAsync()
    {
        ProcessRunner.Kill(_process);
        await _process.WaitForExitAsync(CancellationToken.None);
        await ErrorAsync();
        ProcessRunner.ClosePipes(_process);
        _process.Dispose();
    }

    private async Task<string> ErrorAsync()
    {
        try
        {
            return await _error.WaitAsync(PipeGrace);
        }
        catch (TimeoutException)
        {
            return "";
        }
    }

    // A damaged file makes ffmpeg complain of every packet; the last of it says how the matter ended.
    private static async Task<string> TailAsync(Stream stream)
    {
        var kept = new byte[2 * ErrorTail];
        var length = 0;
        var cut = false;
        try
        {
            while (await stream.ReadAsync(kept.AsMemory(length)) is > 0 and var read)
            {
                length += read;
                if (length <= ErrorTail)
                    continue;
                kept.AsSpan(length - ErrorTail, ErrorTail).CopyTo(kept);
                length = ErrorTail;
                cut = true;
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The pipe broke when the program was killed.
        }

        var text = Encoding.UTF8.GetString(kept, 0, length);
        return cut ? text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..] : text;
    }
}

/// <summary>A clip that cannot be decoded; the message is one line for people.</summary>
internal sealed class DecodingException(string reason, Exception? inner = null) : Exception(reason, inner);
