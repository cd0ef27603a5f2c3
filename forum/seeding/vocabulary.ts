/** Words for load data: fields of machine learning with what is studied there, and names of people who do not exist. */

export type Field = {
  topic: string
  qualities: readonly string[]
  methods: readonly string[]
  tasks: readonly string[]
  /** What is measured or bounded. */
  quantities: readonly string[]
  data: readonly string[]
  formulas: readonly string[]
  displays: readonly string[]
}

export const fields: readonly Field[] = [
  {
    topic: 'Learning from noisy labels',
    qualities: ['Robust', 'Curriculum-free', 'Consistent', 'Label-aware', 'Two-stage', 'Calibrated', 'Sample-efficient', 'Instance-dependent'],
    methods: ['loss reweighting', 'label smoothing', 'transition-matrix estimation', 'co-training', 'early stopping', 'soft relabelling', 'confidence filtering', 'mixture modelling'],
    tasks: ['image classification', 'web-scale pre-training', 'crowdsourced annotation', 'medical imaging', 'speech tagging', 'fine-grained recognition'],
    quantities: ['the noise rate', 'the clean-sample recall', 'the memorisation gap', 'the label entropy'],
    data: ['CIFAR-10 with 40 % symmetric noise', 'Clothing1M', 'WebVision', 'a synthetic two-class mixture'],
    formulas: ['$\\tilde{y} \\neq y$', '$T_{ij} = P(\\tilde{y} = j \\mid y = i)$', '$\\eta < \\tfrac{1}{2}$', '$\\ell(f(x), \\tilde{y})$'],
    displays: ['$$\\mathcal{L}(\\theta) = -\\sum_{i=1}^{n} w_i \\log p_\\theta(\\tilde{y}_i \\mid x_i)$$', '$$\\mathbb{E}_{\\tilde{y} \\mid y}\\left[\\ell(f(x), \\tilde{y})\\right] = (1 - \\eta)\\, \\ell(f(x), y) + \\frac{\\eta}{K - 1} \\sum_{k \\neq y} \\ell(f(x), k)$$'],
  },
  {
    topic: 'Metric learning and retrieval',
    qualities: ['Hard-aware', 'Ranked', 'Proxy-based', 'Hierarchical', 'Margin-free', 'Multi-similarity', 'Cross-batch', 'Compact'],
    methods: ['triplet mining', 'contrastive embedding', 'listwise ranking', 'proxy assignment', 'hash coding', 'graph re-ranking', 'angular margins', 'pairwise weighting'],
    tasks: ['person re-identification', 'product search', 'landmark retrieval', 'face verification', 'zero-shot clustering', 'patent retrieval'],
    quantities: ['Recall@1', 'the intra-class spread', 'the margin', 'the number of active triplets'],
    data: ['CUB-200', 'Stanford Online Products', 'Market-1501', 'an in-house catalogue of 60,000 items'],
    formulas: ['$d(a, p) + m < d(a, n)$', '$\\lVert z \\rVert_2 = 1$', '$s_{ij} = z_i^\\top z_j$', '$m = 0.2$'],
    displays: ['$$\\mathcal{L} = \\left[\\, d(a, p) - d(a, n) + m \\,\\right]_+$$', '$$\\frac{\\partial \\mathcal{L}}{\\partial s_{ij}} = \\frac{\\exp(\\alpha s_{ij})}{1 + \\sum_k \\exp(\\alpha s_{ik})}$$'],
  },
  {
    topic: 'Self-supervised representations',
    qualities: ['Negative-free', 'Masked', 'Predictive', 'Redundancy-reducing', 'Multi-crop', 'Asymmetric', 'Clustered', 'Equivariant'],
    methods: ['contrastive pre-training', 'masked modelling', 'self-distillation', 'momentum encoding', 'feature decorrelation', 'view generation', 'prototype assignment', 'latent prediction'],
    tasks: ['linear evaluation', 'few-shot transfer', 'dense prediction', 'video understanding', 'satellite imagery', 'audio tagging'],
    quantities: ['the effective rank', 'the alignment loss', 'the temperature', 'the linear-probe accuracy'],
    data: ['ImageNet-100', 'STL-10', 'Kinetics at 8 frames', 'a subset of LAION'],
    formulas: ['$\\tau = 0.07$', '$z = g(f(x))$', '$\\operatorname{rank}(Z) \\ll d$', '$\\mathcal{N}(0, I_d)$'],
    displays: ['$$\\ell_i = -\\log \\frac{\\exp(z_i^\\top z_i^{+} / \\tau)}{\\sum_{j} \\exp(z_i^\\top z_j / \\tau)}$$', '$$\\mathcal{C}_{kl} = \\frac{\\sum_b z^{A}_{b,k} z^{B}_{b,l}}{\\sqrt{\\sum_b (z^{A}_{b,k})^2}\\sqrt{\\sum_b (z^{B}_{b,l})^2}}$$'],
  },
  {
    topic: 'Generative models',
    qualities: ['Latent', 'Score-based', 'Guided', 'Discrete', 'Truncated', 'Invertible', 'Rectified', 'Energy-based'],
    methods: ['diffusion sampling', 'flow matching', 'adversarial training', 'autoregressive decoding', 'variational inference', 'score distillation', 'classifier-free guidance', 'token quantisation'],
    tasks: ['image synthesis', 'molecule design', 'speech generation', 'inpainting', 'super-resolution', 'text-to-shape generation'],
    quantities: ['the FID', 'the guidance weight', 'the number of function evaluations', 'the posterior collapse rate'],
    data: ['CelebA-HQ', 'LSUN bedrooms', 'QM9', 'a toy mixture of eight Gaussians'],
    formulas: ['$x_t = \\sqrt{\\bar\\alpha_t}\\, x_0 + \\sqrt{1 - \\bar\\alpha_t}\\, \\epsilon$', '$\\nabla_x \\log p_t(x)$', '$w > 1$', '$T = 1000$'],
    displays: ['$$\\log p(x) \\ge \\mathbb{E}_{q(z \\mid x)}\\left[\\log p(x \\mid z)\\right] - D_{\\mathrm{KL}}\\left(q(z \\mid x) \\,\\|\\, p(z)\\right)$$', '$$\\mathrm{d}x = f(x, t)\\,\\mathrm{d}t + g(t)\\,\\mathrm{d}w$$'],
  },
  {
    topic: 'Optimisation and generalisation',
    qualities: ['Adaptive', 'Sharpness-aware', 'Large-batch', 'Second-order', 'Decoupled', 'Variance-reduced', 'Normalised', 'Schedule-free'],
    methods: ['gradient clipping', 'weight decay', 'momentum averaging', 'learning-rate warm-up', 'curvature estimation', 'stochastic weight averaging', 'layer-wise scaling', 'implicit regularisation'],
    tasks: ['deep linear networks', 'overparameterised regression', 'language-model training', 'federated training', 'low-precision training', 'non-convex minimisation'],
    quantities: ['the largest Hessian eigenvalue', 'the gradient noise scale', 'the generalisation gap', 'the step size'],
    data: ['a two-layer ReLU network', 'ResNet-50 on ImageNet', 'a 125M-parameter language model', 'MNIST with random labels'],
    formulas: ['$\\lambda_{\\max} \\le 2 / \\eta$', '$O(1/\\sqrt{T})$', '$\\lVert \\nabla f \\rVert^2$', '$\\beta_2 = 0.999$'],
    displays: ['$$\\theta_{t+1} = \\theta_t - \\eta \\left( \\frac{\\hat m_t}{\\sqrt{\\hat v_t} + \\epsilon} + \\lambda \\theta_t \\right)$$', '$$\\mathbb{E}\\left[f(\\theta_T)\\right] - f^\\star \\le \\frac{\\lVert \\theta_0 - \\theta^\\star \\rVert^2}{2 \\eta T} + \\frac{\\eta \\sigma^2}{2}$$'],
  },
  {
    topic: 'Attention and sequence models',
    qualities: ['Linear', 'Sparse', 'Recurrent', 'Long-context', 'Rotary', 'Gated', 'Hierarchical', 'Retrieval-augmented'],
    methods: ['kernelised attention', 'state-space layers', 'positional encoding', 'key-value caching', 'speculative decoding', 'mixture-of-experts routing', 'token merging', 'low-rank adaptation'],
    tasks: ['machine translation', 'long-document question answering', 'code completion', 'time-series forecasting', 'protein modelling', 'dialogue state tracking'],
    quantities: ['the perplexity', 'the context length', 'the routing entropy', 'the memory per token'],
    data: ['WMT14 English-German', 'the Long Range Arena', 'a 300B-token crawl', 'associative recall with 512 pairs'],
    formulas: ['$O(n^2 d)$', '$\\operatorname{softmax}(QK^\\top / \\sqrt{d})$', '$n = 32\\,768$', '$\\phi(q)^\\top \\phi(k)$'],
    displays: ['$$\\operatorname{Attn}(Q, K, V) = \\operatorname{softmax}\\left(\\frac{QK^\\top}{\\sqrt{d}}\\right) V$$', '$$h_t = \\bar A h_{t-1} + \\bar B x_t, \\qquad y_t = C h_t$$'],
  },
  {
    topic: 'Graphs and relational data',
    qualities: ['Spectral', 'Equivariant', 'Subgraph', 'Deep', 'Temporal', 'Heterogeneous', 'Rewired', 'Expressive'],
    methods: ['message passing', 'graph pooling', 'positional features', 'edge dropping', 'curvature-based rewiring', 'random-walk sampling', 'higher-order aggregation', 'neighbourhood attention'],
    tasks: ['node classification', 'link prediction', 'molecular property prediction', 'traffic forecasting', 'fraud detection', 'physical simulation'],
    quantities: ['the spectral gap', 'the over-smoothing rate', 'the homophily ratio', 'the number of layers'],
    data: ['Cora', 'ogbn-products', 'ZINC', 'a stochastic block model with two communities'],
    formulas: ['$\\hat A = D^{-1/2} A D^{-1/2}$', '$\\lambda_2 > 0$', '$h_v^{(\\ell)}$', '$G = (V, E)$'],
    displays: ['$$h_v^{(\\ell+1)} = \\phi\\left(h_v^{(\\ell)}, \\bigoplus_{u \\in \\mathcal{N}(v)} \\psi(h_u^{(\\ell)}, e_{uv})\\right)$$', '$$\\left| \\frac{\\partial h_v^{(L)}}{\\partial x_u} \\right| \\le c^L (\\hat A^L)_{vu}$$'],
  },
  {
    topic: 'Uncertainty and calibration',
    qualities: ['Conformal', 'Bayesian', 'Post-hoc', 'Distribution-free', 'Selective', 'Evidential', 'Ensembled', 'Shift-aware'],
    methods: ['temperature scaling', 'deep ensembles', 'conformal prediction', 'Laplace approximation', 'dropout sampling', 'density estimation', 'selective abstention', 'score recalibration'],
    tasks: ['out-of-distribution detection', 'medical triage', 'regression under shift', 'active learning', 'autonomous driving', 'weather forecasting'],
    quantities: ['the expected calibration error', 'the coverage', 'the interval width', 'the log-likelihood'],
    data: ['CIFAR-10-C', 'UCI regression sets', 'a hospital cohort of 4,000 patients', 'ERA5 at two degrees'],
    formulas: ['$1 - \\alpha$', '$\\hat p(y \\mid x)$', '$\\sigma^2(x)$', '$T > 1$'],
    displays: ['$$\\mathrm{ECE} = \\sum_{b=1}^{B} \\frac{n_b}{N} \\left| \\operatorname{acc}(b) - \\operatorname{conf}(b) \\right|$$', '$$P\\left(Y_{n+1} \\in C(X_{n+1})\\right) \\ge 1 - \\alpha$$'],
  },
]

export const givenNames = ('Ada Amara Anselm Beatriz Bojan Chiara Daoud Edda Elif Emre Farah Femi Gita Goran Hanna Hugo Ines Ingrid Isra Jonas Jun Kaveh Kirsi Lena Liam Linh Luca Mai Marek Mira '
  + 'Nadia Nils Noor Oluf Paloma Petra Priya Quentin Rania Rafael Rosa Saskia Selma Sunil Tadeo Tamar Tomoko Ulla Veda Vikram Wanda Xenia Yara Yusuf Zdenka Zoltan').split(' ')
export const familyNames = ('Abebe Adler Almeida Andersen Aoki Barros Becker Bianchi Brandt Castel Chandra Costa Dahl Dimitrov Duarte Eriksen Fontana Fuchs Ghosh Haas Haddad Holm Ibarra Iyer Jansen Kaya Keller Kimura Kovac '
  + 'Laine Lindqvist Mancini Mbeki Moreau Nakata Nkosi Novak Okafor Olsen Ortega Pavlov Pham Quiroga Rahimi Rossi Sato Schuster Silva Sorensen Tanaka Teixeira Ulrich Vargas Varga Weiss Winther Yilmaz Zeman').split(' ')

export const venues = ['NeurIPS', 'ICML', 'ICLR', 'CVPR', 'AISTATS', 'ECCV', 'ACL', 'UAI', 'TMLR', 'Journal of Machine Learning Research'] as const
