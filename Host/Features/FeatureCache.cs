using System.Collections.Concurrent;
using Melange.Host.Machine;

namespace Melange.Host.Features;

/// <summary>Keeps the log-mels of corpora in files, so that they are computed once and held by no process.</summary>
/// <remarks>
/// Utterances whose audio lies in files (<see cref="StoredSamples"/>) are gathered in shards, each a safetensors file
/// named by the content of its audio; which audio stands in which shard is remembered by path, size and time of change,
/// so that a second start reads none. Files appear whole, and are checked when they are opened and whenever they are
/// read: a broken one is made again. Several processes may fill one folder at once; they share the work. What is in
/// memory anyway is computed there.
/// </remarks>
/// <param name="folder">The cache's folder; made when it is needed. Empty keeps log-mels in memory.</param>
/// <param name="progress">Told of utterances done, of all; never where there is no work.</param>
public sealed class FeatureCache(string folder, Action<int, int>? progress = null)
{
    private const int WaveShards = 32;
    private const int MostThreads = 8; // some forty megabytes each
    private const int ShardUtterances = 64; // some five megabytes of log-mel, some twenty of audio while it is made

    /// <summary>Log-mels of utterances, in their order.</summary>
    /// <param name="utterances">The utterances; each is long enough.</param>
    /// <param name="format">How audio becomes a log-mel.</param>
    /// <exception cref="FaultException">Audio cannot be read, or the cache cannot be written.</exception>
    public IReadOnlyList<LogMel> Of(IReadOnlyList<Utterance> utterances, AudioFormat format)
    {
        ArgumentNullException.ThrowIfNull(utterances);
        ArgumentNullException.ThrowIfNull(format);
        var mels = new LogMel[utterances.Count];
        var stored = Enumerable.Range(0, utterances.Count).Where(row => IsStored(utterances[row])).ToList();
        var shards = stored.Chunk(ShardUtterances)
            .Select(rows => new FeatureShard(folder, [.. rows.Select(row => utterances[row])], format)).ToList();
        Complete(shards, stored.Count);
        foreach (var (i, row) in stored.Index())
        {
            var (shard, at) = (shards[i / ShardUtterances], i % ShardUtterances);
            mels[row] = new(shard.Frames(at), () => shard.Read(at));
        }
        Hold(utterances, format, mels);
        return mels;
    }

    private bool IsStored(Utterance utterance) => folder.Length > 0 && utterance.Samples is StoredSamples;

    // Each process begins elsewhere, so that two of them seldom make the same shard. Finalizers go on between waves.
    private void Complete(List<FeatureShard> shards, int utterances)
    {
        var missing = shards.Where(shard => !shard.Open()).ToList();
        if (missing.Count == 0)
            return;
        var first = Environment.ProcessId % missing.Count;
        var done = utterances - missing.Sum(shard => shard.Count);
        var faults = new ConcurrentDictionary<FeatureShard, IReadOnlyList<Fault>>();
        foreach (var wave in missing[first..].Concat(missing[..first]).Chunk(WaveShards))
            OnAllCores(wave, shard =>
            {
                faults[shard] = shard.Open() ? [] : shard.Make();
                lock (missing)
                    progress?.Invoke(done += shard.Count, utterances);
            });
        NativeSettings.GiveBackFreedMemory();
        FeatureFaults.ThrowIfAny([.. missing.SelectMany(shard => faults[shard]).Distinct()]);
    }

    private static void OnAllCores(FeatureShard[] shards, Action<FeatureShard> work)
    {
        var open = new ConcurrentQueue<FeatureShard>(shards);
        var threads = get_num_threads();
        var workers = Enumerable.Range(0, Math.Min(Environment.ProcessorCount, MostThreads));
        using var held = new HeldFinalizers();
        try
        {
            // Awaited, not waited for: what a part throws comes through as it is.
            Task.WhenAll([.. workers.Select(_ => OnItsOwnThread(() =>
            {
                set_num_threads(1); // of this thread: there is one a core already
                while (open.TryDequeue(out var shard))
                    work(shard);
            }))]).GetAwaiter().GetResult();
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    // The allocator keeps memory for each thread that ever asked for some, and a pool has many.
    private static Task OnItsOwnThread(Action work) => Task.Factory.StartNew(
        work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void Hold(IReadOnlyList<Utterance> utterances, AudioFormat format, LogMel[] mels)
    {
        using var spectrogram = new LogMelSpectrogram(format);
        var faults = new List<Fault>();
        for (var i = 0; i < mels.Length; i++)
            if (mels[i] is null && faults.Try(() => utterances[i].Samples.ToArray()) is { } samples)
                mels[i] = new(spectrogram.Of(samples).DetachFromDisposeScope());
        FeatureFaults.ThrowIfAny(faults);
    }
}
