using Microsoft.Extensions.DependencyInjection;

namespace Melange;

/// <summary>Registers parts by id: one method a slot.</summary>
public static class PartServiceCollectionExtensions
{
    /// <summary>Offers an attention.</summary>
    public static IServiceCollection AddAttention<TPart, TOptions>(this IServiceCollection services, string id)
        where TPart : class, IReferenceAttention => services.Add<IReferenceAttention, TPart, TOptions>(id);

    /// <summary>Offers a gate.</summary>
    public static IServiceCollection AddGate<TPart, TOptions>(this IServiceCollection services, string id)
        where TPart : class, IGate => services.Add<IGate, TPart, TOptions>(id);

    /// <summary>Offers a conditioner.</summary>
    public static IServiceCollection AddConditioner<TPart, TOptions>(this IServiceCollection services, string id)
        where TPart : class, IConditioner => services.Add<IConditioner, TPart, TOptions>(id);

    /// <summary>Offers an estimator.</summary>
    public static IServiceCollection AddEstimator<TPart, TOptions>(this IServiceCollection services, string id)
        where TPart : class, IEstimator => services.Add<IEstimator, TPart, TOptions>(id);

    /// <summary>Offers a text encoder.</summary>
    public static IServiceCollection AddEncoder<TPart, TOptions>(this IServiceCollection services, string id)
        where TPart : class, ITextEncoder => services.Add<ITextEncoder, TPart, TOptions>(id);

    /// <summary>Offers a process.</summary>
    public static IServiceCollection AddProcess<TPart, TOptions>(this IServiceCollection services, string id)
        where TPart : class, IProcess => services.Add<IProcess, TPart, TOptions>(id);

    /// <summary>Offers a sampler.</summary>
    public static IServiceCollection AddSampler<TPart, TOptions>(this IServiceCollection services, string id)
        where TPart : class, ISampler => services.Add<ISampler, TPart, TOptions>(id);

    /// <summary>Offers a source of starting noise.</summary>
    public static IServiceCollection AddNoise<TPart, TOptions>(this IServiceCollection services, string id)
        where TPart : class, INoise => services.Add<INoise, TPart, TOptions>(id);

    /// <summary>Offers a phonemizer.</summary>
    public static IServiceCollection AddPhonemizer<TPart, TOptions>(this IServiceCollection services, string id)
        where TPart : class, IPhonemizer => services.Add<IPhonemizer, TPart, TOptions>(id);

    /// <summary>Offers a vocoder.</summary>
    public static IServiceCollection AddVocoder<TPart, TOptions>(this IServiceCollection services, string id)
        where TPart : class, IVocoder => services.Add<IVocoder, TPart, TOptions>(id);

    /// <summary>Offers a corpus.</summary>
    public static IServiceCollection AddCorpus<TPart, TOptions>(this IServiceCollection services, string id)
        where TPart : class, ICorpus => services.Add<ICorpus, TPart, TOptions>(id);

    /// <summary>Offers a metric.</summary>
    public static IServiceCollection AddMetric<TPart, TOptions>(this IServiceCollection services, string id)
        where TPart : class, IMetric => services.Add<IMetric, TPart, TOptions>(id);

    /// <summary>Offers to read the weights of another program into a part.</summary>
    public static IServiceCollection AddForeignWeights<TWeights>(this IServiceCollection services)
        where TWeights : class, IForeignWeights => services.AddSingleton<IForeignWeights, TWeights>();

    /// <summary>Offers to read the files that another program saved of a vocoder.</summary>
    public static IServiceCollection AddForeignVocoder<TVocoder>(this IServiceCollection services)
        where TVocoder : class, IForeignVocoder => services.AddSingleton<IForeignVocoder, TVocoder>();

    /// <summary>Offers to train a vocoder.</summary>
    public static IServiceCollection AddTrainableVocoder<TVocoder>(this IServiceCollection services)
        where TVocoder : class, ITrainableVocoder => services.AddSingleton<ITrainableVocoder, TVocoder>();

    /// <summary>Offers to recognise the folders that a corpus reads.</summary>
    public static IServiceCollection AddCorpusLayout<TLayout>(this IServiceCollection services)
        where TLayout : class, ICorpusLayout => services.AddSingleton<ICorpusLayout, TLayout>();

    private static IServiceCollection Add<TContract, TPart, TOptions>(
        this IServiceCollection services, string id) => services.AddSingleton(new PartRegistration(
            PartSlot.Of(typeof(TContract))!, id, typeof(TContract), typeof(TPart), typeof(TOptions)));
}
